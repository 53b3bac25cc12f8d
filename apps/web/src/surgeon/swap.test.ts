import { applyEdits, bodyOf, checkGraph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import { describeNodes } from "./describe-nodes.ts";
import { swap } from "./swap.ts";

function swapped(text: string): string {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("no graph");
	const body = bodyOf(graph, graph.main);
	const { pair } = describeNodes(
		graph,
		body,
		body.nodes.slice(0, 2).map(({ id }) => id),
	);
	if (!pair) return "no pair";
	const edited = applyEdits(graph, swap(graph, body, pair));
	expect(edited.problems).toEqual([]);
	expect(checkGraph(edited.graph)).toEqual([]);
	return textFromGraph(edited.graph, { notes: false })
		.replace(/^[^{]*\{|\}\s*$/g, "")
		.replace(/\s+/g, " ")
		.trim();
}

test("puts the second before the first", () => {
	expect(swapped('g (float[2] x) => (float[2] z) { ["a"] h = Relu (x) ["b"] y = Neg (h) z = Exp (y) }')).toBe(
		"[b] y_before_Relu = Neg (x) [a] y = Relu (y_before_Relu) z = Exp (y)",
	);
});

test("an output keeps its name, and nodes need none", () => {
	expect(swapped("g (float[2] x) => (float[2] y) { h = Relu (x) y = Neg (h) }")).toBe(
		"y_before_Relu = Neg (x) y = Relu (y_before_Relu)",
	);
});

test("only two of which one reads the other alone are a pair", () => {
	expect(swapped("g (float[2] x) => (float[2] y) { h = Relu (x) k = Neg (h) y = Add (h, k) }")).toBe("no pair");
	expect(swapped("g (float[2] x) => (float[2] y) { h = Relu (x) k = Neg (x) y = Add (h, k) }")).toBe("no pair");
});
