import { modelBytes, modelNames, runPython, withFiles } from "@suture/fixtures";
import { joinParts, type ModelProto, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { expect, test } from "vitest";
import { modelFromText } from "./model-from-text.ts";
import { textFromModel, writeTextWithWeights } from "./text-from-model.ts";

/** Two models are the same when they are once tensors are raw_data, empty text is absent, and what text can't carry is gone. */
const comparing = `
import base64, json, sys, onnx, onnx.parser, onnx.printer
from onnx import numpy_helper
def normal(m):
    names = m.DESCRIPTOR.fields_by_name
    if isinstance(m, onnx.TensorProto) and m.data_location != m.EXTERNAL:
        m.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(m), m.name))
    if isinstance(m, onnx.TensorProto) and not m.raw_data: m.ClearField("raw_data")
    if not isinstance(m, (onnx.ModelProto, onnx.FunctionProto)) and "doc_string" in names: m.ClearField("doc_string")
    if not isinstance(m, onnx.ModelProto) and "metadata_props" in names: m.ClearField("metadata_props")
    for field, value in m.ListFields():
        if field.type == field.TYPE_MESSAGE:
            for one in value if hasattr(value, "add") else [value]: normal(one)
        elif field.type == field.TYPE_STRING and value == "": m.ClearField(field.name)
    return m
def loaded(encoded): return onnx.load_model_from_string(base64.b64decode(encoded))
# Compared as bytes: a message with a NaN does not equal itself.
def same(a, b): return normal(a).SerializeToString(deterministic=True) == normal(b).SerializeToString(deterministic=True)
def parsed(text):
    try: return onnx.parser.parse_model(text)
    except Exception as error: return str(error)
given = json.load(open(sys.argv[1]))
`;

/** Runs Python with something in the variable `given`; gives the JSON that it prints. */
async function ask<T>(given: unknown, script: string): Promise<T> {
	const json = Buffer.from(JSON.stringify(given));
	return JSON.parse(await withFiles([json], (paths) => runPython(`${comparing}${script}`, ...paths))) as T;
}

async function encoded(model: ModelProto | undefined): Promise<string | null> {
	if (!model) return null;
	return Buffer.from(await joinParts(writeModel(model, { name: "m.onnx" }).files[0]?.parts ?? [])).toString("base64");
}

async function modelOf(bytes: Uint8Array): Promise<ModelProto> {
	const { model } = await readModel(sourceFromBytes(bytes, "m.onnx"));
	if (!model) throw new Error("the fixture is a model");
	return model;
}

/** What onnx.parser makes of each text against what it should: true when it is that, or its error. */
async function onnxReads(cases: { text: string; model: string | null }[]): Promise<(boolean | string)[]> {
	return await ask(
		cases,
		`
models = [parsed(one["text"]) for one in given]
print(json.dumps([m if isinstance(m, str) else same(m, loaded(one["model"])) for m, one in zip(models, given)]))`,
	);
}

/** The models with few weights: Python takes long to parse tens of megabytes of numbers. */
const small = modelNames.map((name) => ({ name, bytes: modelBytes(name) })).filter(({ bytes }) => bytes.length < 5e6);
const models = small.map(({ bytes }) => Buffer.from(bytes).toString("base64"));

test("onnx.parser makes the same models of our texts", async () => {
	const cases = await Promise.all(
		small.map(async ({ bytes }, i) => {
			return { text: (await writeTextWithWeights(await modelOf(bytes))).text, model: models[i] ?? "" };
		}),
	);
	expect(await onnxReads(cases)).toEqual(small.map(() => true));
});

test("we make the same models of onnx.printer's texts", async () => {
	const texts = await ask<string[]>(models, "print(json.dumps([onnx.printer.to_text(loaded(one)) for one in given]))");
	const read = texts.map((text) => modelFromText(text));
	expect(read.flatMap(({ problems }) => problems)).toEqual([]);
	const pairs = await Promise.all(read.map(async ({ model }, i) => [models[i], await encoded(model)]));
	const script = "print(json.dumps([same(loaded(a), loaded(b)) for a, b in given]))";
	expect(await ask(pairs, script)).toEqual(small.map(() => true));
});

/** A node with an attribute, as a model. */
const attribute = (text: string) => `g () => () { y = F <${text}> () }`;
/** A graph with an initializer or a value_info. */
const inside = (text: string) => `g () => () <${text}> { }`;

const readByBoth = [
	"g () => () { }",
	"g => () { }",
	'"a b/c" (x) => (y) { y = Relu(x) }',
	'<ir_version: 8, opset_import: ["" : 17, "a b": 1]> g () => () { }',
	'<metadata_props: [], ir_version: 1, ir_version: 2, doc_string: "line\nline", domain: "d", model_version: -9223372036854775808> g () => () { }',
	'<metadata_props: ["a": "b"], metadata_props: ["c": "\\"d\\\\"], producer_version: "", producer_name: "x"> g () => () { }',
	"# comment\ng # name\n () => () { # nodes\n } # end",
	'g (x) => (y) { ["n/0"] y = Relu(x) [] z = a.b.F:o1 ("", x, "") "" = G(,x,) = H() "\\"\\\\\\n" = I(,) w, = J("")}',
	'g (float["a b", N_1, -1, ?] x, float s, int64[] u, seq(map(int64, optional(bfloat16[1]))) m) => (y) { }',
	inside(
		"opaque(a.b, c) w, opaque() v, opaque(c) u, opaque(a.b.c) t, sparse_tensor(float[2]) s, sparse_tensor(float) r",
	),
	inside('float float, float seq, x, Float, "float"'),
	"g (float[2] w = {1, 2}, x) => () <float[3] v = {1, 2, 3}, int8 u> { }",
	inside('float[2] w = ["location": "a", "offset": "5"], float[0] v = {}'),
	attribute("a = 1, b = -5, c = 9223372036854775807, d = -9223372036854775808"),
	attribute("a = 1., b = 1e-7, c = 1E5, d = -0.0, e = 3.4028235e38, f = 1e-45, g = 1e-50, h = 0.1, i = 16777217.0"),
	attribute("a = inf, b = -inf, c = nan, e = Infinity, f = INF"),
	attribute(
		"a: float = 2, b: float = -0, c: floats = [1, 2], d: ints = [], e: floats = [], f: strings = [], g: tensors = []",
	),
	attribute('a = "text", b = ["é", "\\n", ""], c: string = "日本"'),
	attribute("a = [1, 2], b = [1.5, 2], c = [nan, 1]"),
	attribute("a = @b, c: ints = @d, e: graph = @f"),
	attribute("a = g (float x) => (y) <float[1] w = {1}> { y = F (x) }, b = h => () { }"),
	attribute(
		"a = float[2] {1, 2}, b = int32[2] t {1, -2}, c = float[1] = {1}, d: tensor = float x = {0.5}, e = float[1] inf {1}",
	),
	attribute('a = float[1,"N+1"], b = seq(float), c: type_proto = optional(int4[?])'),
	attribute(
		"a = int8[2] {-128, 127}, b = uint8[2] {0, 255}, c = int16[1] {-32768}, d = uint16[1] {65535}, e = int32[1] {-2147483648}",
	),
	attribute(
		"a = uint32[1] {4294967295}, b = uint64[2] {18446744073709551615, 0}, c = int64[1] {-9223372036854775808}, d = bool[2] {0, 1}",
	),
	attribute(
		"a = float16[3] {15360, 64512, 1}, b = bfloat16[1] {16256}, c = float8e4m3fn[1] {56}, d = float8e5m2fnuz[1] {255}",
	),
	attribute("a = float8e4m3fnuz[1] {1}, b = float8e5m2[1] {2}, c = float8e8m0[1] {127}"),
	attribute("a = int4[3] {225, 3}, b = uint4[1] {15}, c = int2[3] {57}, d = uint2[4] {228}, e = float4e2m1[2] {33}"),
	attribute("a = float6e2m3[3] {1, 2, 63}, b = float6e3m2[1] {32}"),
	attribute("a = complex64[2] {1, -2, 0.5, inf}, b = complex128[1] {1e300, nan}, c = double[3] {0.1, 1e-310, -0}"),
	attribute("a = float[5] {0.1, -nan, -0, 1e-7, -inf}, b = double[1] {-nan}"),
	attribute('a = string[3] {"a", "b\\"c", "é"}, b = string {""}'),
	"g () => () { y = F () <a = 1> }",
	'g () => () { } f (x) => (y) { y = G (x) } <domain: "d", overload: "o", doc_string: "s", opset_import: ["": 1, "d": 2]> "f/2" <a, b: float = 2.0, "c d", e = [1]> (float x, y) => (int64[N] z) <int64[1] q> { z = F <a: float = @a> (x) }',
];

test("what onnx.parser reads, we read the same", async () => {
	const cases = await Promise.all(
		// With a header, since we choose an opset for what has none.
		readByBoth
			.map((text) => (text.startsWith("<") ? text : `<opset_import: []> ${text}`))
			.map(async (text) => {
				const { model, problems } = modelFromText(text);
				expect(problems).toEqual([]);
				return { text, model: await encoded(model) };
			}),
	);
	expect(await onnxReads(cases)).toEqual(cases.map(() => true));
});

test("what we write again of it, onnx.parser reads the same", async () => {
	const cases = await Promise.all(
		readByBoth.map(async (text) => {
			const { model } = modelFromText(text);
			return { text: model ? textFromModel(model) : "", model: await encoded(model) };
		}),
	);
	expect(await onnxReads(cases)).toEqual(cases.map(() => true));
});

const readByNeither = [
	"<>g () => () { }",
	"<foo: 1> g () => () { }",
	"g () = > () { }",
	"g () => () { y = Relu(x }",
	"g () => () { y Relu(x) }",
	"g (float) => () { }",
	"g (flot[1] x) => () { }",
	"g () => (float w = {1}) { }",
	"g () => () { // comment\n }",
	inside("float[] w = {}"),
	inside("float[N] w = {1}"),
	inside("w = {1}"),
	inside('float[2] w = "x"'),
	inside("float[2] w = []"),
	inside("seq(float) w = {1}"),
	inside("map(seq(float), float) w"),
	inside("undefined[2] w"),
	attribute("a = .5"),
	attribute("a = +5"),
	attribute("a = 9223372036854775808"),
	attribute("a = 1e400"),
	attribute("a = 1e"),
	attribute("a = 1e39"),
	attribute("a = 1.5.2"),
	attribute("a = inf2"),
	attribute("a = []"),
	attribute("a: float = []"),
	attribute("a = [1, 2.0]"),
	attribute('a = ["a", 1]'),
	attribute("a: floats = 1"),
	attribute("a: int = 1.5"),
	attribute("a: integer = 1"),
	attribute("a: tensor = float[2]"),
	attribute("a: sparse_tensor = 1"),
	attribute('a = "no end'),
	attribute("a = float16[1] {1.5}"),
	attribute("a = bool[1] {true}"),
	attribute("a = double[1] {1e400}"),
	attribute("a = int32[1] {99999999999}"),
	attribute(""),
];

test("what onnx.parser refuses, we refuse", async () => {
	const read = readByNeither.map((text) => modelFromText(text));
	expect(read.map(({ model }) => model)).toEqual(readByNeither.map(() => undefined));
	const answers = await onnxReads(readByNeither.map((text) => ({ text, model: null })));
	expect(answers.filter((answer) => typeof answer !== "string")).toEqual([]);
});

test("the comparison sees one changed number", async () => {
	const { model } = modelFromText(inside("float[2] w = {1, 2}"));
	const text = `<ir_version: 14, opset_import: ["": 28]> ${inside("float[2] w = {1, 3}")}`;
	expect(await onnxReads([{ text, model: await encoded(model) }])).toEqual([false]);
});
