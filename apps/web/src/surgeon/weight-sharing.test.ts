import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, checkGraph, type Edit, type Graph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import { equalWeights, ownCopy } from "./weight-sharing.ts";

function graphOf(text: string): Graph {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("no graph");
	return graph;
}

function edited(graph: Graph, edits: readonly Edit[]): string {
	const { graph: after, problems } = applyEdits(graph, edits);
	expect([problems, checkGraph(after)]).toEqual([[], []]);
	return textFromGraph(after, { notes: false }).replace(/\s+/g, " ").trim();
}

const plain = (text: string) => textFromGraph(graphOf(text), { notes: false }).replace(/\s+/g, " ").trim();

test("a node gets a copy of its own, at every input that read the shared one", () => {
	const text = (more: string, lines: string) =>
		`g (float[2] x) => (float[2] z) <float[2] w = {1, 2}${more}> { y = Add (x, w) ["m"] z = ${lines} }`;
	const graph = graphOf(text("", "Sum (w, y, w)"));
	const body = bodyOf(graph, graph.main);
	const [, node] = body.nodes;
	if (!node) throw new Error("no node");
	expect(edited(graph, ownCopy(graph, body, "w", node))).toBe(
		plain(text(", float[2] w_1 = {1, 2}", "Sum (w_1, y, w_1)")),
	);
});

test("weights that hold the same are kept once, also where a branch reads them", async () => {
	const branch = (w: string) =>
		`If (c) <then_branch = t () => (float[2] p) { p = Add (x, ${w}) }, else_branch = e () => (float[2] q) { q = Neg (x) }>`;
	const text = (more: string, w: string) =>
		`g (bool c, float[2] x) => (float[2] y, float[2] z) <float[2] u = {1, 2}${more}, float[1,2] other = {1, 2}, int32[2] another = {1, 2}> { y = Sum (x, u, ${w}, other) z = ${branch(w)} k = Cast <to = 1> (another) }`;
	const graph = graphOf(text(", float[2] w = {1, 2}", "w"));
	const { edits, gone, bytes } = await equalWeights(graph, inferShapes(graph).facts);
	expect([gone, bytes]).toEqual([1, 8]);
	expect(edited(graph, edits)).toBe(plain(text("", "u")));
});

test("a model without equal weights stays as it is", async () => {
	const graph = graphOf(
		"g (float[2] x) => (float[2] z) <float[2] w = {1, 2}, float[2] v = {1, 3}> { z = Sum (x, w, v) }",
	);
	expect(await equalWeights(graph, inferShapes(graph).facts)).toEqual({ edits: [], gone: 0, bytes: 0 });
});
