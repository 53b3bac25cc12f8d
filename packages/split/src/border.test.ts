import { bodyOf, type Graph, graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { type BorderTarget, splitForTarget, wishForBorder } from "./index.ts";

const target = { backend: "tensorrt", version: "10.6", plugins: [] } as never;

function graphOf(text: string): Graph {
	const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]> ${text}`);
	if (!graph) throw new Error("This is no graph.");
	return graph;
}

const graph = graphOf(`m (float[64,64] x) => (float[64,64] y)
{ a = MatMul (x, x) b = Relu (a) c = MatMul (b, b) d = Floor (c) e = Ceil (d) y = Sigmoid (e) }`);
const nodes = bodyOf(graph, graph.main).nodes;
const idOf = (made: string) => nodes.find(({ outputs }) => outputs.includes(made))?.id ?? -1;
const first = splitForTarget(graph, target, { refused: new Set([idOf("e")]) });

/** What crosses after the mark of d, the border in front of e, was put somewhere; or why it can't be. */
function after(place: BorderTarget): string {
	const wish = wishForBorder(graph, first, "d", place);
	if (!wish) return "nothing moves";
	const { boundaries, denied } = splitForTarget(graph, target, { refused: new Set([idOf("e")]), wishes: [wish] });
	return denied[0]?.problem.sentence ?? boundaries.map(({ value, from, to }) => `${from} ${value} ${to}`).join(", ");
}

test("has a border to drag", () => {
	expect(first.boundaries.map(({ value }) => value)).toEqual(["d"]);
});

test("goes up over a node that the mark is put on, and through a value", () => {
	expect(after({ nodes: [idOf("c")] })).toBe("engine b post");
	expect(after({ value: "b" })).toBe("engine b post");
	expect(after({ value: "c" })).toBe("engine c post");
	expect(after({ step: "up" })).toBe("engine c post");
});

test("stays where it is", () => {
	expect(after({ value: "d" })).toBe("nothing moves");
});

test("does not go over what is refused", () => {
	expect(after({ step: "down" })).toBe("the Ceil that makes e can't run in the engine: the target refuses it.");
	expect(after({ nodes: [idOf("y")] })).toBe(
		"the Sigmoid that makes y can't run in the engine: the Ceil that makes e, which it needs, is refused by the target and stays behind the engine.",
	);
});
