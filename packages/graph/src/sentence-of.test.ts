import { expect, test } from "vitest";
import { graphOf } from "./edits/checking.ts";
import { type Edit, sentenceOf } from "./index.ts";

const n = { node: { name: "n" } };

test.each<[Edit, string]>([
	[{ do: "delete-nodes", nodes: [{ name: "a" }, { name: "b" }] }, "Deleted 2 nodes"],
	[
		{ do: "replace-nodes", nodes: [{ name: "a" }, { name: "b" }, { name: "c" }], with: "y = Resize(x)" },
		"Replaced 3 nodes by Resize",
	],
	[
		{
			do: "replace-nodes",
			nodes: [n.node],
			with: "%c = Constant<value_int = 1>() %h = Cast<to = 1>(%c) y = Mul(x, %h)",
		},
		"Replaced n by Cast and Mul",
	],
	[{ do: "replace-nodes", nodes: [n.node], with: "%a = A() %b = B() %c = C() y = D()" }, "Replaced n by 4 nodes"],
	[{ do: "replace-nodes", nodes: [n.node], with: "" }, "Removed n"],
	[{ do: "replace-nodes", nodes: [], with: "y = Relu(x)" }, "Added Relu"],
	[{ do: "rename-value", value: "x", name: "y" }, "Renamed x to y"],
	[{ do: "set-operator", ...n, opType: "Gelu", domain: "com.microsoft" }, "Made n of the operator com.microsoft.Gelu"],
	[{ do: "set-attribute", ...n, attribute: "axis = 1" }, "Set axis = 1 on n"],
	[{ do: "set-input", ...n, input: 1, value: "" }, "Disconnected input 1 of n"],
	[{ do: "set-types", types: { y: "float[N]" } }, "Declared y as float[N]"],
	[{ do: "set-types", types: { y: null, z: null } }, "Declared the types of 2 values"],
	[{ do: "fix-dimension", name: "N", size: 1 }, "Fixed the size N at 1"],
	[{ do: "set-opset", domain: "", version: 17 }, "Set the operator set ai.onnx to 17"],
	[{ do: "set-model", irVersion: 8, producerName: "me" }, "Changed the model's IR version, producer"],
	[{ do: "inline-branch", ...n, branch: "then_branch" }, "Replaced n by its then branch"],
	[{ do: "unroll-loop", ...n, times: 3 }, "Unrolled n into 3 rounds"],
	[{ do: "merge-model", model: "m (float x) => (float y) { y = Relu (x) }" }, "Added m"],
	[
		{ do: "merge-model", model: "m (float x) => (float y) { y = Relu (x) }", outputs: { y: "image" } },
		"Put m in front of image",
	],
	[
		{ do: "merge-model", model: "<ir_version: 8> main (float x) => (float y) { y = Relu (x) }", inputs: { x: "z" } },
		"Put a model behind z",
	],
])("%j", (edit, sentence) => expect(sentenceOf(edit)).toBe(sentence));

test("a node without a name is called by its operator", () => {
	const edit: Edit = { do: "bypass-node", node: { output: "y" } };
	expect(sentenceOf(edit, graphOf("agraph (float x) => (float y) { y = Relu(x) }"))).toBe(
		"Bypassed the Relu that makes y",
	);
	expect(sentenceOf(edit)).toBe("Bypassed the node that makes y");
});
