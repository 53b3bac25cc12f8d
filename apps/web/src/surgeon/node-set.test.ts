import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, checkGraph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import { extracted } from "./extract.ts";
import { replacement } from "./replacement.ts";

const text =
	'g (float[2] x) => (float[2] z) <float[2] w = {1, 2}> { ["k"] k = Constant <value = float {3}> () ["a"] y = Mul (x, w) ["b"] u = Add (y, k) ["c"] z = Sub (u, k) }';

function given(names: readonly string[]) {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("no graph");
	const body = bodyOf(graph, graph.main);
	return { graph, body, ids: body.nodes.filter(({ name }) => names.includes(name)).map(({ id }) => id) };
}

function linesOf(graph: Parameters<typeof textFromGraph>[0]): string {
	return textFromGraph(graph, { notes: false })
		.replace(/^<[^>]*>/, "")
		.replace(/\s+/g, " ")
		.trim();
}

test("a part has its constants with it, and what others read of it as outputs", () => {
	const { graph, body, ids } = given(["a", "b"]);
	const part = extracted(graph, inferShapes(graph), body, ids);
	expect(checkGraph(part)).toEqual([]);
	expect(linesOf(part)).toContain(
		"(float[2] x) => (float[2] u) < float[2] w = {1, 2} > { [k] k = Constant <value = float {3}> () [a] y = Mul (x, w) [b] u = Add (y, k) }",
	);
});

test("one node takes the place of several; a constant that others read stays", () => {
	const { graph, body, ids } = given(["a", "b"]);
	const by = { operator: "Fused", domain: "my.plugins", takesWeights: true };
	const edited = applyEdits(graph, [replacement(graph, body, ids, by)]);
	expect(edited.problems).toEqual([]);
	expect(linesOf(edited.graph)).toContain(
		"[k] k = Constant <value = float {3}> () [Fused] u = my.plugins.Fused (x, w) [c] z = Sub (u, k)",
	);
});
