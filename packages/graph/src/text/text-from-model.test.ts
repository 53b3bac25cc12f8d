import {
	AttributeType,
	DataType,
	type GraphProto,
	type ModelProto,
	type NodeProto,
	newMessage,
	type TensorProto,
} from "@suture/onnx";
import { expect, test } from "vitest";
import { graphFromModel } from "../graph-from-model.ts";
import { graphFromText, modelFromText } from "./model-from-text.ts";
import type { TextOptions } from "./page.ts";
import { textFromBody, textFromGraph, textFromModel, textFromNodes, writeText } from "./text-from-model.ts";

function modelOf(fields: Partial<GraphProto>): ModelProto {
	return newMessage("ModelProto", { graph: newMessage("GraphProto", { name: "g", ...fields }) });
}

function nodeOf(fields: Partial<NodeProto>): NodeProto {
	return newMessage("NodeProto", { opType: "F", output: ["y"], ...fields });
}

/** The lines that a text's nodes are written as. */
function lines(text: string, options?: TextOptions): string {
	const { graph, problems } = graphFromText(text);
	expect(problems).toEqual([]);
	return graph ? textFromBody(graph, graph.main, options) : "";
}

function raw(dataType: number, dims: readonly number[], values: ArrayBufferView): TensorProto {
	const bytes = new Uint8Array(values.buffer);
	return newMessage("TensorProto", { name: "t", dataType, dims, rawData: { at: "memory", bytes } });
}

/** A tensor as it stands in an attribute. */
function written(t: TensorProto, options?: TextOptions): string {
	const attribute = [newMessage("AttributeProto", { name: "a", type: AttributeType.TENSOR, t })];
	const graph = graphFromModel(modelOf({ node: [nodeOf({ attribute })] }));
	return textFromBody(graph, graph.main, options).replace(/^y = F <a = (.*)> \(\)$/, "$1");
}

test("a node is a line", () => {
	const text = "y = Conv <strides = [2, 2]> (x, w)";
	expect(lines("y = Conv(x, w) <strides: ints = [2,2]>")).toBe(text);
});

test("a model has its header, values, initializers, nodes and functions in their places", () => {
	const text = `<
  ir_version: 10,
  opset_import: ["": 21, "my": 1],
  producer_name: "me \\"and\\" you",
  model_version: -1,
  doc_string: "two
lines",
  metadata_props: ["a": "b"]
>
"the graph" (float[1,N] x, c) => (float y) <
  float[2] w = {1, 2.5},
  int64[] "/h"
> {
  ["/Add"] "/h" = Add (x, w)
  y = my.F:v2 <alpha = 0.1> ("/h", "", c)
}

<
  domain: "my",
  overload: "v2",
  opset_import: ["": 21]
>
F <alpha, beta = 2.0> (x, "", c) => (y) <
  float[2] x
> {
  y = LeakyRelu <alpha: float = @alpha> (x)
}
`;
	const { model, problems } = modelFromText(text);
	expect(problems).toEqual([]);
	expect(model && textFromModel(model)).toBe(text);
});

test("bodies stand behind the inputs, indented", () => {
	const text = `y = If (c) <then_branch = then () => (a) {
  a = Relu (x)
}, else_branch = otherwise () => (b) <
  float b
> {
  b = Abs (x)
}>`;
	expect(lines(text)).toBe(text);
});

test("long lists of inputs take a line each", () => {
	const names = Array.from({ length: 20 }, (_, i) => `input_${i}`);
	const { model } = modelFromText(`g (${names.join(", ")}) => () { }`);
	expect(model && textFromModel(model)).toContain("g (\n  input_0,\n  input_1,\n");
});

test('what is no identifier stands in quotes, with " and \\ escaped and nothing else', () => {
	const name = 'a "b"\\\n/é';
	const text = textFromModel(modelOf({ node: [nodeOf({ name, input: [name, "", "a.b", "1", "_1", "x"] })] }));
	expect(text).toContain('["a \\"b\\"\\\\\n/é"] y = F ("a \\"b\\"\\\\\n/é", "", "a.b", "1", _1, x)');
});

test("a value named as a type stands in quotes where a type could", () => {
	const input = ["float", "seq", "Float"].map((name) => newMessage("ValueInfoProto", { name }));
	expect(textFromModel(modelOf({ input }))).toContain('g ("float", "seq", Float) =>');
});

test("attributes show their type by their value, and say it where they can't", () => {
	const text =
		'y = F <a = 1, b = 1.0, c = "1", d = [1], e = [1.0, -0.0, 1e-7, inf, nan], f: ints = [], g: floats = @b, h = @c, i = float[N]> ()';
	expect(lines(text)).toBe(text);
});

test("floats are the shortest that read back the same", () => {
	const values = [0.1, 1 / 3, 16777216, 1e-7, 3.4028234663852886e38, 1e-45, 65504, 123456.789, -2.5e-10, 0, -0];
	expect(written(raw(DataType.FLOAT, [11], Float32Array.from(values)))).toBe(
		"float[11] t {0.1, 0.33333334, 16777216, 1e-7, 3.4028235e+38, 1e-45, 65504, 123456.79, -2.5e-10, 0, -0}",
	);
	expect(written(raw(DataType.DOUBLE, [2], Float64Array.of(0.1, 1 / 3)))).toBe("double[2] t {0.1, 0.3333333333333333}");
});

test("integers have a sign where their type has one; halves are their bits", () => {
	expect(written(raw(DataType.INT8, [2], Int8Array.of(-128, 127)))).toBe("int8[2] t {-128, 127}");
	expect(written(raw(DataType.UINT8, [2], Uint8Array.of(128, 255)))).toBe("uint8[2] t {128, 255}");
	expect(written(raw(DataType.INT64, [], BigInt64Array.of(-(2n ** 63n))))).toBe("int64 t {-9223372036854775808}");
	expect(written(raw(DataType.UINT64, [], BigUint64Array.of(2n ** 64n - 1n)))).toBe("uint64 t {18446744073709551615}");
	expect(written(raw(DataType.FLOAT16, [2], Uint16Array.of(15360, 64512)))).toBe("float16[2] t {15360, 64512}");
	expect(written(raw(DataType.BOOL, [2], Uint8Array.of(1, 0)))).toBe("bool[2] t {1, 0}");
});

test("elements below a byte are written packed, as onnx.parser wants them, and read one by one too", () => {
	expect(written(raw(DataType.INT4, [3], Uint8Array.of(225, 3)))).toBe("int4[3] t {225, 3}");
	expect(lines("y = F <a = int4[3] {1, -2, 3}> ()")).toBe("y = F <a = int4[3] {225, 3}> ()");
	expect(lines("y = F <a = uint2[4] {0, 1, 2, 3}> ()")).toBe("y = F <a = uint2[4] {228}> ()");
});

test("bits of a NaN that are not the usual ones are noted", () => {
	const t = raw(DataType.FLOAT, [3], Uint32Array.of(0x7fc00000, 0xffc00000, 0x7fc00001));
	expect(written(t)).toBe(
		"# ONNX's text has no words for bits of NaNs that are not the usual ones: 1 left out, at y.\ny = F <a = float[3] t {nan, -nan, nan}> ()",
	);
});

test("a tensor of more than 64 elements is left out, unless all weights are asked for", () => {
	const t = raw(DataType.UINT8, [65], new Uint8Array(65));
	expect(written(t)).toBe('uint8[65] t = ["location": "left out of this text", "length": "65"]');
	expect(written(t, { weights: "all" })).toBe(`uint8[65] t {${Array(65).fill(0).join(", ")}}`);
});

test("a tensor whose contents do not fit its shape is left out", () => {
	expect(written(raw(DataType.FLOAT, [3], Float32Array.of(1, 2)))).toContain("left out of this text");
	expect(written(newMessage("TensorProto", { dataType: DataType.FLOAT, dims: [2] }))).toContain(
		"left out of this text",
	);
});

test("external data stands as the file names it", () => {
	const text = 'y = F <a = float[2] = ["location": "w.bin", "offset": "8"]> ()';
	expect(lines(text)).toBe(text);
});

test("comments can't be broken out of by a name", () => {
	const name = "n\ny = Evil (x)";
	const text = textFromModel(modelOf({ node: [nodeOf({ name, docString: "d" })] }));
	expect(text.split("\n")[0]).toBe(
		"# ONNX's text has no words for doc strings of nodes: 1 left out, at n y = Evil (x).",
	);
});

test("notes can be turned off, and are problems too", () => {
	const model = modelOf({ docString: "d", node: [nodeOf({ domain: "a-b" })] });
	const { text, problems } = writeText(model, { notes: false });
	expect(text.startsWith("<")).toBe(true);
	expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
		["text/left-out", "warning"],
		["text/not-onnx", "info"],
	]);
});

test("for onnx.parser, labels that it can't read are given up and noted", () => {
	const t = { ...raw(DataType.FLOAT, [1], Float32Array.of(1)), name: "a/b" };
	const g = newMessage("GraphProto", { name: "sub graph" });
	const attribute = [newMessage("AttributeProto", { name: "t", t }), newMessage("AttributeProto", { name: "g", g })];
	const graph = graphFromModel(modelOf({ node: [nodeOf({ attribute })] }));
	expect(textFromBody(graph, graph.main, { notes: false })).toBe(
		'y = F () <t = float[1] "a/b" {1}, g = "sub graph" () => () {\n}>',
	);
	const { text, problems } = writeText(modelOf({ node: [nodeOf({ attribute })] }), { reader: "onnx" });
	expect(text).toContain("y = F () <t = float[1] {1}, g = body () => () {");
	expect(problems.map(({ facts }) => facts["what"])).toEqual([
		"names of tensors in attributes that are no identifiers",
		"names of bodies that are no identifiers",
	]);
});

test("nodes can be written alone, in any order, with names or without", () => {
	const { graph } = graphFromText('["/a"] h = Relu (x) ["/b"] y = Abs (h)');
	const nodes = graph?.bodies.get(graph.main)?.nodes.toReversed() ?? [];
	expect(graph && textFromNodes(graph, nodes)).toBe("y = Abs (h)\nh = Relu (x)");
	expect(graph && textFromNodes(graph, nodes, { names: true })).toBe('["/b"] y = Abs (h)\n["/a"] h = Relu (x)');
	expect(graph && textFromGraph(graph, { names: false })).toContain("  h = Relu (x)\n  y = Abs (h)\n");
});

test("an attribute that a file gives no type has that of its value", () => {
	const attribute = [
		newMessage("AttributeProto", { name: "a", ints: [1n] }),
		newMessage("AttributeProto", { name: "b" }),
	];
	const { text, problems } = writeText(modelOf({ node: [nodeOf({ attribute })] }));
	expect(text).toContain("y = F <a = [1]> ()");
	expect(problems.map(({ facts }) => facts["what"])).toEqual(["attributes without a value"]);
});
