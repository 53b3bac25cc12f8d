import { type Facts, type InferOptions, inferShapes } from "@suture/analysis";
import { bodyOf, type Graph } from "@suture/graph";
import { replaceableOf } from "./site.ts";

/** What is sure to hold whenever the model runs: nothing that the file merely declares of inner values, and no default of an input
 *  that may be replaced. */
export function sureFacts(graph: Graph, options: Omit<InferOptions, "useDeclared"> = {}): Facts {
	return inferShapes(withoutDefaults(graph), { ...options, useDeclared: false }).facts;
}

function withoutDefaults(graph: Graph): Graph {
	const main = bodyOf(graph, graph.main);
	const replaceable = replaceableOf(graph, main);
	if (replaceable.size === 0) return graph;
	const initializers = main.initializers.filter(({ name }) => !replaceable.has(name ?? ""));
	return { ...graph, bodies: new Map(graph.bodies).set(main.id, { ...main, initializers }) };
}
