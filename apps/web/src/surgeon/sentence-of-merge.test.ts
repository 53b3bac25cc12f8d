import { type Edit, graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { sentenceOfMerge } from "./sentence-of-merge.ts";

const { graph } = graphFromText("agraph (float[2] x) => (float[2] z) { z = Relu (x) }");
if (!graph) throw new Error("it is a graph");

const merge: Edit = {
	do: "merge-model",
	model: '<ir_version: 8, opset_import: ["": 17]> main_graph (float[2] a) => (float[2] b) { b = Exp (a) }',
	inputs: { a: "z" },
};

test("outputs that are inside then and a lifted operator set come with a merge", () => {
	const inside: Edit = { do: "remove-output", value: "z" };
	expect(sentenceOfMerge([merge, inside], graph)).toBe("Put a model behind z");
	const lifted: Edit = { do: "set-opset", domain: "", version: 17 };
	expect(sentenceOfMerge([lifted, merge, inside], graph)).toBe("Put a model behind z, and made this one of ai.onnx 17");
});

test("edits that have nothing to do with a merge are told as they are", () => {
	expect(sentenceOfMerge([merge, { do: "sort-nodes" }], graph)).toBeUndefined();
	expect(sentenceOfMerge([{ do: "rename-value", value: "x", name: "y" }], graph)).toBeUndefined();
});
