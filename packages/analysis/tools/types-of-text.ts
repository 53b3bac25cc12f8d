// For tests: a graph in ONNX's textual syntax, and what inference says of its values.
import { bodyOf, type Graph, graphFromText } from "@suture/graph";
import { type Element, type Fact, isReal, textOfDimension, textOfType } from "@suture/ops";
import { factOf, type InferOptions, type Inferred, inferShapes } from "../src/index.ts";

export function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(text);
	if (!graph || problems.length > 0) throw new Error(problems.map(({ sentence }) => sentence).join(" "));
	return graph;
}

/** Every value that a node of the main graph makes, one a line: `y: float[1,3,h/2]`, with its elements where they are known
 *  (`s: int64[2] = h, w`), and then the problems. */
export function typesOfText(text: string, options?: InferOptions): string {
	return typesOfGraph(graphOf(text), options);
}

export function typesOfGraph(graph: Graph, options?: InferOptions): string {
	const inferred = inferShapes(graph, options);
	const main = bodyOf(graph, graph.main);
	const outputs = main.nodes.flatMap((node) => node.outputs).filter((name) => name !== "");
	return [
		...outputs.map((name) => `${name}: ${factText(factOf(inferred.facts, main.id, name))}`),
		...problemLines(inferred),
	].join("\n");
}

function problemLines({ problems }: Inferred): string[] {
	return problems.map(({ code, sentence, place }) => `${code} at ${place.node?.output ?? "the inputs"}: ${sentence}`);
}

function factText({ type, value }: Fact): string {
	return textOfType(type) + (value ? ` = ${value.map(elementText).join(", ")}` : "");
}

function elementText(element: Element): string {
	if (element === undefined) return "?";
	return isReal(element) ? element.key : typeof element === "number" ? String(element) : textOfDimension(element);
}
