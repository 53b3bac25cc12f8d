import { factOf, type Inferred } from "@suture/analysis";
import { bodyOf, type Graph, indexOf } from "@suture/graph";
import { elementOfFact, isTensor, textOfDimension, textOfType } from "@suture/ops";
import type { Port } from "../graft/ports.ts";

/** The inputs of a model that someone must give, and its outputs. */
export interface Ports {
	readonly inputs: readonly Port[];
	readonly outputs: readonly Port[];
}

export function portsOf(graph: Graph, { facts }: Inferred): Ports {
	const main = bodyOf(graph, graph.main);
	const { definitions } = indexOf(main);
	const port = (name: string): Port => {
		const fact = factOf(facts, main.id, name);
		const shape = isTensor(fact.type) ? fact.type.shape : undefined;
		return {
			name,
			type: fact.type === undefined ? "" : textOfType(fact.type),
			element: elementOfFact(fact),
			sizes: shape?.map((size) => (typeof size === "number" ? size : textOfDimension(size))),
		};
	};
	const inputs = main.inputs.map(({ name = "" }) => name).filter((name) => definitions.get(name)?.by === "input");
	return { inputs: inputs.map(port), outputs: main.outputs.map(({ name = "" }) => port(name)) };
}
