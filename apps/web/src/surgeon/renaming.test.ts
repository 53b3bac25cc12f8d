import { applyEdits, checkGraph, type Edit, type Graph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import { nameAllNodes, type RenamingWish, renaming } from "./renaming.ts";

const text = `g (bool c, float[2] x) => (float[2] y) {
	["/a/Relu"] h = Relu (x)
	Relu_0 = Neg (h)
	["/a/if"] y = If (c) <then_branch = t () => (float[2] p) { ["/a/Relu"] p = Relu (Relu_0) }, else_branch = e () => (float[2] q) { q = Abs (x) }>
}`;

function graph(): Graph {
	const { graph: read } = graphFromText(text);
	if (!read) throw new Error("no graph");
	return read;
}

function lines(edits: readonly Edit[]): string {
	const { graph: after, problems } = applyEdits(graph(), edits);
	expect([problems, checkGraph(after)]).toEqual([[], []]);
	return textFromGraph(after, { notes: false }).replace(/\s+/g, " ");
}

const wish = (change: Partial<RenamingWish>): RenamingWish => ({
	what: "nodes",
	find: "/a/",
	isPattern: false,
	replacement: "/$1/",
	...change,
});

test("names that hold a text, in all bodies, and a text is no pattern", () => {
	const { edits, examples } = renaming(graph(), wish({}));
	expect(examples).toEqual([
		["/a/Relu", "/$1/Relu"],
		["/a/Relu", "/$1/Relu"],
		["/a/if", "/$1/if"],
	]);
	expect(lines(edits)).toMatch(/\["\/\$1\/Relu"\] h .*\["\/\$1\/if"\] y .*\["\/\$1\/Relu"\] p/);
});

test("names that fit a pattern, of values too", () => {
	const found = renaming(graph(), wish({ what: "values", find: "^([pq])$", isPattern: true, replacement: "$1_out" }));
	expect(found.examples).toEqual([
		["q", "q_out"],
		["p", "p_out"],
	]);
	expect(lines(found.edits)).toContain("float[2] p_out");
});

test("what is no pattern, finds nothing, or would leave no name", () => {
	expect(renaming(graph(), wish({ find: "(", isPattern: true })).reason).toMatch(/Unterminated group/);
	expect(renaming(graph(), wish({ find: "" })).edits).toEqual([]);
	expect(renaming(graph(), wish({ what: "values", find: "h", replacement: "" })).edits).toEqual([]);
});

test("every node gets a name that is its own", () => {
	const edits = nameAllNodes(graph());
	expect(edits.map((edit) => edit.do === "rename-node" && edit.name)).toEqual(["Abs_0", "Neg_0"]);
	expect(lines(edits)).toContain("[Neg_0] Relu_0 = Neg (h)");
});
