import { runPython } from "@suture/fixtures";
import { type ModelProto, tensorBytes } from "@suture/onnx";
import { expect, test } from "vitest";
import { graphFromText, modelFromText, type ReadTextOptions } from "./model-from-text.ts";
import { irVersionFor, newestOpset } from "./newest-opset.ts";
import { textFromModel } from "./text-from-model.ts";

function read(text: string, options?: ReadTextOptions): ModelProto {
	const { model, problems } = modelFromText(text, options);
	expect(problems).toEqual([]);
	if (!model) throw new Error("unreachable: no problems");
	return model;
}

/** The graph of a short form, on one line and without its header. */
function whole(text: string): string {
	return textFromModel(read(text))
		.replace(/^<.*?>\n/s, "")
		.replace(/\s+/g, " ")
		.trim();
}

/** Code and sentence of what is wrong with a text. */
function wrong(text: string): string {
	const { problems } = modelFromText(text);
	return problems.map(({ code, sentence }) => `${code}: ${sentence}`).join("\n");
}

test("lines of nodes are a graph: inputs are what nothing makes, outputs what nothing takes", () => {
	expect(whole("h = Conv(x, w)  y = BatchNormalization(h, s, b, m, v)")).toBe(
		"main_graph (x, w, s, b, m, v) => (y) { h = Conv (x, w) y = BatchNormalization (h, s, b, m, v) }",
	);
});

test("declarations give types, order and initializers", () => {
	const text = `
		float[1,3,8,8] x     # before w, which is used first
		float[2] s = {1, 2}
		float[N] h  float y
		h = Mul (w, x)
		y = Add (h, s)`;
	expect(whole(text)).toBe(
		"main_graph (float[1,3,8,8] x, w) => (float y) < float[2] s = {1, 2}, float[N] h > { h = Mul (w, x) y = Add (h, s) }",
	);
});

test("what bodies take from outside is an input too", () => {
	const text = "y = If (c) <then_branch = t () => (a) { a = Relu (x) }, else_branch = e () => (z) { }>";
	expect(read(text).graph?.input.map(({ name }) => name)).toEqual(["c", "x", "z"]);
});

test("a value can be named as a type is", () => {
	expect(whole("float = Cast(x)  map, y = Split(float)")).toBe(
		'main_graph (x) => ("map", y) { float = Cast (x) map, y = Split (float) }',
	);
});

test("outputs and inputs without a name are neither", () => {
	expect(whole('y, "" = F("", x)  "", = G(y)')).toBe('main_graph (x) => () { y, "" = F ("", x) "" = G (y) }');
});

test("a text without a header gets the newest opset, or the one asked for, and the IR version that has it", () => {
	expect(read("y = Relu(x)")).toMatchObject({ irVersion: 14, opsetImport: [{ domain: "", version: 28 }] });
	const text = "g (x) => (y) { h = ai.onnx.ml.Scaler(x) y = com.microsoft.Gelu(h) }";
	expect(read(text, { opset: 17 })).toMatchObject({
		irVersion: 8,
		opsetImport: [
			{ domain: "", version: 17 },
			{ domain: "com.microsoft", version: 1 },
			{ domain: "ai.onnx.ml", version: 5 },
		],
	});
	expect(read("<ir_version: 9> g () => () { }")).toMatchObject({ irVersion: 9, opsetImport: [] });
});

test("the newest opset is onnx's, and IR versions are those of its table", async () => {
	const script = `import json, onnx
from onnx import helper
print(json.dumps([onnx.defs.onnx_opset_version(), [[v, helper.find_min_ir_version_for([helper.make_opsetid("", v)])] for v in range(8, 29)]]))`;
	const [newest, rows] = JSON.parse(await runPython(script)) as [number, [number, number][]];
	expect(newestOpset).toBe(newest);
	for (const [opset, irVersion] of rows) expect(irVersionFor(opset)).toBe(Math.max(8, irVersion));
});

test("a header can stand before lines of nodes", () => {
	expect(read('<ir_version: 8, opset_import: ["": 13]> y = Relu(x)')).toMatchObject({
		irVersion: 8,
		graph: { output: [{ name: "y" }] },
	});
});

test("comments reach from # to the end of their line, and // is none", () => {
	expect(whole('# a\ny = F(x, "# b") # c\n# d')).toBe('main_graph (x, "# b") => (y) { y = F (x, "# b") }');
	expect(wrong("y = F(x) // c")).toBe("text/expected: Line 1, column 10: a = is expected, found /.");
});

test("a graph is given as one", () => {
	const { graph } = graphFromText("y = Relu(x)");
	expect(graph?.bodies.get(graph.main)?.nodes[0]?.opType).toBe("Relu");
});

test("the first place that can't be read is named by line and column", () => {
	expect(wrong("h = Relu(x)\n# two\ny = Add(h, x; z)")).toBe(
		"text/expected: Line 3, column 13: a ) is expected, found ;.",
	);
	expect(wrong("")).toBe("text/expected: Line 1, column 1: a node or a graph is expected, found the end.");
	expect(wrong("g () => () { y = Relu(x)\n")).toBe("text/expected: Line 2, column 1: a } is expected, found the end.");
	expect(wrong('y = F("abc')).toBe(
		'text/expected: Line 1, column 7: the string that begins here needs a " at its end.',
	);
	expect(wrong("g (flot[1] x) => () { }")).toBe("text/type: Line 1, column 4: there is no type flot.");
	expect(wrong("g (float[1 x) => () { }")).toBe("text/type: Line 1, column 12: a ] is missing.");
	expect(wrong("<foo: 1> g () => () { }")).toMatch(
		/^text\/expected: Line 1, column 2: one of ir_version, .* is expected, found foo\.$/,
	);
});

test("values that do not fit say why", () => {
	expect(wrong("y = F <a = 9223372036854775808> ()")).toBe(
		"text/number: Line 1, column 12: 9223372036854775808 is more than an int64 can hold.",
	);
	expect(wrong("y = F <a = int8[1] {256}> ()")).toBe(
		"text/number: Line 1, column 21: 256 is more than an int8 can hold.",
	);
	expect(wrong("y = F <a = int4[3] {1, 16, 1}> ()")).toBe(
		"text/number: Line 1, column 24: 16 is more than an int4 can hold.",
	);
	expect(wrong("y = F <a = float16[1] {1.5}> ()")).toBe(
		"text/number: Line 1, column 24: float16 is written as its bits, an integer, not as 1.5.",
	);
	expect(wrong("y = F <a: ints = [1, 2.0]> ()")).toBe(
		"text/attribute: Line 1, column 22: a holds int, and this is float.",
	);
	expect(wrong("y = F <a = []> ()")).toBe(
		"text/attribute: Line 1, column 13: an empty list needs its type, as in a: ints = [].",
	);
	expect(wrong("float[N] w = {1}")).toBe(
		"text/tensor: Line 1, column 13: each size of a tensor with values is a number.",
	);
});

test("a wrong number of values is a problem, and the model is there all the same", () => {
	const { model, problems } = modelFromText("float[2,3] w = {1, 2}  y = Relu(w)");
	expect(problems.map(({ code, sentence }) => `${code}: ${sentence}`)).toEqual([
		"text/values: Line 1, column 15: w should have 6 values by its type, and has 2.",
	]);
	expect(model?.graph?.node.length).toBe(1);
	expect(wrong("float[2,3] w = {}")).toContain("should have 6 values by its type, and has 0");
	expect(wrong("complex64[2] w = {1, 2}")).toContain("should have 4 values by its type, and has 2");
});

/** A model with one large initializer, one small, and a large constant in a body. */
function modelWithWeights(): ModelProto {
	const many = (count: number) => `{${Array(count).fill("0.5").join()}}`;
	return read(`g (c, x) => (y) <float[100] w = ${many(100)}, float[1] s = {1}> {
		h = Mul (x, w)
		y = If (c) <then_branch = t () => (k) { k = Constant <value = float[70] ${many(70)}> () }>
	}`);
}

test("weights that a text leaves out are an error, not zeros", async () => {
	const { model, problems } = modelFromText(textFromModel(modelWithWeights()));
	expect(problems.map(({ code, sentence }) => `${code}: ${sentence}`)).toEqual([
		"text/weights-left-out: The text leaves out the values of 2 tensors: w is the first.",
	]);
	const w = model?.graph?.initializer[0];
	const values = w && (await tensorBytes(w));
	expect(values && "problem" in values && values.problem.sentence).toContain("their file was not found");
});

test("weights come back from the model that a text was written from, also when the text was edited", () => {
	const model = modelWithWeights();
	const edited = textFromModel(model).replace("h = Mul (x, w)", '["new"] h = Add (x, w)  extra = Relu (h)');
	const { graph } = read(edited, { weightsOf: model });
	expect(graph?.initializer[0]).toBe(model.graph?.initializer[0]);
	const constant = (one: ModelProto["graph"]) => one?.node.at(-1)?.attribute[0]?.g?.node[0]?.attribute[0]?.t;
	expect(constant(graph)).toBe(constant(model.graph));
});

test("weights of another shape or type do not come back", () => {
	const model = modelWithWeights();
	const text = textFromModel(model).replace("float[100] w", "float[50,2] w");
	const { problems } = modelFromText(text, { weightsOf: model });
	expect(problems.map(({ sentence }) => sentence)).toEqual(["The text leaves out the values of 1 tensor: w."]);
});

test("quoted operators, domains, overloads, attributes and bodies are read, which onnx.parser does not", () => {
	const text = 'y = "a-b".c."O p":"v 2" (x) <"k l" = 1, g = "sub graph" () => () { }>';
	const node = read(text).graph?.node[0];
	expect(node).toMatchObject({ domain: "a-b.c", opType: "O p", overload: "v 2" });
	expect(node?.attribute.map(({ name, g }) => [name, g?.name])).toEqual([
		["k l", undefined],
		["g", "sub graph"],
	]);
});

test("bytes that are no text have a form of their own", () => {
	const node = read('y = F <a = b"\\x00a\\xfF\\"é", b = string[1] {b"\\xff"}> ()').graph?.node[0];
	expect(node?.attribute[0]?.s).toEqual(Uint8Array.of(0, 97, 255, 34, 0xc3, 0xa9));
	expect(node?.attribute[1]?.t?.stringData).toEqual([Uint8Array.of(255)]);
});

test("a byte order mark before the text is no part of it", () => {
	expect(whole("\uFEFFy = Relu(x)")).toBe("main_graph (x) => (y) { y = Relu (x) }");
});
