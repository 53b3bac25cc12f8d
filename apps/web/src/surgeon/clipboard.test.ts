import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, checkGraph, type Graph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import { copiedText, pasteEdits } from "./clipboard.ts";

function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(`<ir_version: 9, opset_import: ["" : 17]> ${text}`);
	if (!graph) throw new Error(problems[0]?.sentence);
	return graph;
}

function linesOf(graph: Graph): string {
	const text = textFromGraph(graph, { notes: false });
	return text
		.slice(text.indexOf(">") + 1)
		.replace(/\s+/g, " ")
		.trim();
}

async function copy(from: Graph, names: readonly string[]): Promise<string> {
	const body = bodyOf(from, from.main);
	const ids = body.nodes.filter(({ name }) => names.includes(name)).map(({ id }) => id);
	const text = await copiedText(from, inferShapes(from), body, ids);
	if (typeof text !== "string") throw new Error(text.sentence);
	return text;
}

async function paste(text: string, into: Graph): Promise<string> {
	const found = await pasteEdits(into, bodyOf(into, into.main), text);
	if ("problems" in found) throw new Error(found.problems[0]?.sentence);
	const { graph, problems } = applyEdits(into, found.edits);
	expect(problems).toEqual([]);
	expect(checkGraph(graph)).toEqual([]);
	return linesOf(graph);
}

const from = graphOf(
	'g (float[2] x) => (float[2] z) <float[2] w = {1, 2}> { ["a"] y = Mul (x, w) ["k"] k = Constant <value = float {3}> () ["b"] z = Add (y, k) }',
);

test("into the same model, beside what is there", async () => {
	const text = await paste(await copy(from, ["a"]), from);
	expect(text).toContain("float[2] w_1 = {1, 2}");
	expect(text).toContain("[a] y = Mul (x, w)");
	expect(text).toContain("[a_1] y_1 = Mul (x, w_1)");
});

test("into another model, where what it takes becomes an input; constants come along", async () => {
	const other = graphOf('h (float[4] u) => (float[4] y) { ["b"] y = Relu (u) }');
	const text = await paste(await copy(from, ["b"]), other);
	expect(text).toContain("k = Constant");
	expect(text).toMatch(/\[b_1\] z = Add \(y, k\)/);
	const third = await paste(await copy(from, ["b"]), graphOf("h (float[4] u) => (float[4] v) { v = Relu (u) }"));
	expect(third).toMatch(/^h \(float\[4\] u, float\[2\] y\)/);
});

test("nodes with graphs inside get names of their own there too", async () => {
	const nested = graphOf(
		'g (bool c, float[2] x) => (float[2] y) { ["i"] y = If (c) <then_branch = t () => (float[2] p) { ["n"] p = Neg (x) }, else_branch = e () => (float[2] q) { ["m"] q = Abs (x) }> }',
	);
	const text = await paste(await copy(nested, ["i"]), nested);
	expect(text).toContain("p_1 = Neg (x)");
	expect(text).toContain("y_1 = If (c)");
});

test("from a branch into main, where the name of what it takes means something inside of the branch", async () => {
	const nested = graphOf(
		`g (bool c, float[2] x) => (float[2] y) { y = If (c) <then_branch = t () => (float[2] p) { n = Neg (x) ["m"] p = Abs (n) }, else_branch = e () => (float[2] q) { q = Abs (x) }> }`,
	);
	const branch = [...nested.bodies.values()].find(({ nodes }) => nodes.some(({ name }) => name === "m"));
	const ids = branch?.nodes.filter(({ name }) => name === "m").map(({ id }) => id) ?? [];
	const text = branch && (await copiedText(nested, inferShapes(nested), branch, ids));
	if (typeof text !== "string") throw new Error("nothing was copied");
	expect(await paste(text, nested)).toMatch(/float\[2\] n_1\).*Abs \(n_1\)/);
});

test("plain lines are taken too, and a text that is none says why", async () => {
	const other = graphOf("h (float[4] u) => (float[4] v) { v = Relu (u) }");
	expect(await paste("a = Exp(u)\nb = Neg(a)", other)).toContain("b = Neg (a)");
	expect(await pasteEdits(other, bodyOf(other, other.main), "hello world")).toHaveProperty("problems");
});
