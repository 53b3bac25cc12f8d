import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, checkGraph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import { insertion, type NewNode, type NewPlace } from "./new-node.ts";

const before =
	'<ir_version: 9, opset_import: ["" : 17]> g (float[2] x, int64[2] i) => (float[2] z) { ["/a/Relu"] y = Relu (x) ["b"] h = Neg (y) ["c"] z = Add (h, y) }';

function inserted(made: NewNode, at: NewPlace): string {
	const { graph } = graphFromText(before);
	if (!graph) throw new Error("no graph");
	const edits = insertion(graph, inferShapes(graph), bodyOf(graph, graph.main), made, at);
	const edited = applyEdits(graph, edits);
	expect(edited.problems).toEqual([]);
	expect(checkGraph(edited.graph)).toEqual([]);
	const text = textFromGraph(edited.graph, { notes: false });
	return text
		.slice(text.indexOf(">") + 1)
		.replace(/\s+/g, " ")
		.trim();
}

test("on a value, before all that reads it", () => {
	expect(inserted({ operator: "Exp", domain: "" }, { on: "value", value: "y" })).toBe(
		'g (float[2] x, int64[2] i) => (float[2] z) { ["/a/Relu"] y = Relu (x) ["/a/Exp"] "/a/Exp_output_0" = Exp (y) [b] h = Neg ("/a/Exp_output_0") [c] z = Add (h, "/a/Exp_output_0") }',
	);
});

test("before one of its readers", () => {
	const { graph } = graphFromText(before);
	const reader = graph && bodyOf(graph, graph.main).nodes[2]?.id;
	const text = inserted(
		{ operator: "Gelu", domain: "com.microsoft" },
		{ on: "value", value: "y", ...(reader === undefined ? {} : { reader }) },
	);
	expect(text).toContain("[b] h = Neg (y)");
	expect(text).toContain('= "com.microsoft".Gelu (y)'.replaceAll('"', ""));
	expect(text).toContain('z = Add (h, "/a/Gelu_output_0")');
});

test("on an output, which keeps its name", () => {
	expect(inserted({ operator: "Sigmoid", domain: "" }, { on: "value", value: "z" })).toBe(
		'g (float[2] x, int64[2] i) => (float[2] z) < float[2] z_before_Sigmoid > { ["/a/Relu"] y = Relu (x) [b] h = Neg (y) [c] z_before_Sigmoid = Add (h, y) [Sigmoid] z = Sigmoid (z_before_Sigmoid) }',
	);
});

test("takes a value where its type fits, and stands free without one", () => {
	expect(inserted({ operator: "Gather", domain: "" }, { on: "value", value: "i" })).toContain("Gather (i)");
	expect(inserted({ operator: "Where", domain: "" }, { on: "value", value: "x" })).toContain('Where ("", x)');
	expect(inserted({ operator: "Split", domain: "odd-domain", outputs: 2 }, { on: "nothing" })).toContain(
		'[Split] Split_output_0, Split_output_1 = "odd-domain".Split ()',
	);
});
