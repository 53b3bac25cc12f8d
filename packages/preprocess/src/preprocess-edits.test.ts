import { runPython, withFiles } from "@suture/fixtures";
import { applyEdits, checkGraph, type Graph, graphFromText, modelFromGraph, textFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { expect, test } from "vitest";
import { type Images, preprocessEdits } from "./index.ts";

function graphOf(type: string, opset = 13): Graph {
	const { graph, problems } = graphFromText(
		`<ir_version: 8, opset_import: ["" : ${opset}]> g (float[2] first, ${type} x, float[2] last) => (${type} y) { y = Identity (x) }`,
	);
	if (!graph) throw new Error(problems[0]?.sentence);
	return graph;
}

function applied(graph: Graph, images: Images): Graph {
	const made = preprocessEdits(graph, "x", images);
	if ("problem" in made) throw new Error(made.problem.sentence);
	const { graph: edited, problems } = applyEdits(graph, made.edits);
	expect(problems).toEqual([]);
	expect(checkGraph(edited)).toEqual([]);
	return edited;
}

const linesOf = (graph: Graph) =>
	textFromGraph(graph, { notes: false })
		.replace(/[\s\S]*?\ng /, "")
		.trim();

test("bytes in another layout and order become what the model takes, under the same name and in the same place", () => {
	const edited = applied(graphOf("float[N,3,h,224]"), {
		layout: "NHWC",
		channels: "BGR",
		uint8: true,
		scale: 1 / 256,
		mean: [0.5, 0.25, 0.125],
		standardDeviation: [0.5, 0.5, 0.25],
	});
	expect(linesOf(edited)).toBe(`(float[2] first, uint8[N,h,224,3] x, float[2] last) => (float[N,3,h,224] y) <
  int64[3] x_order = {2, 1, 0},
  float[3,1,1] x_mean = {128, 64, 32},
  float[3,1,1] x_factor = {0.0078125, 0.0078125, 0.015625},
  float[N,3,h,224] x_ready
> {
  [x_cast] x_cast = Cast <to = 1> (x)
  [x_transpose] x_transpose = Transpose <perm = [0, 3, 1, 2]> (x_cast)
  [x_reverse_channels] x_reverse_channels = Gather <axis = 1> (x_transpose, x_order)
  [x_subtract_mean] x_subtract_mean = Sub (x_reverse_channels, x_mean)
  [x_scale] x_ready = Mul (x_subtract_mean, x_factor)
  y = Identity (x_ready)
}`);
});

test("only what is asked for is put in front", () => {
	expect(linesOf(applied(graphOf("float[1,3,8,8]"), { layout: "NHWC" }))).toContain("float[1,8,8,3] x,");
	expect(linesOf(applied(graphOf("float[1,3,8,8]"), { layout: "NCHW", uint8: true })).match(/ = [A-Z]\w*/g)).toEqual([
		" = Cast",
		" = Identity",
	]);
	expect(linesOf(applied(graphOf("uint8[1,3,8,8]"), { layout: "NHWC" })).match(/ = [A-Z]\w*/g)).toEqual([
		" = Transpose",
		" = Identity",
	]);
});

test("a second one in front of the first has names of its own", () => {
	const once = applied(graphOf("float[1,3,8,8]"), { layout: "NHWC" });
	const twice = applied(once, { layout: "NHWC", modelLayout: "NHWC", scale: 2 });
	expect(linesOf(twice)).toContain("x_1_ready = Mul (x, x_1_factor)");
});

test.each<[string, string, Images, RegExp]>([
	["no type", "float[]", { layout: "NHWC" }, /not declared/],
	["no image", "float[3,8]", { layout: "NHWC" }, /2 sizes/],
	["two sizes like channels", "float[1,3,8,3]", { layout: "NHWC" }, /not clear/],
	["means that do not fit", "float[1,3,8,8]", { layout: "NCHW", mean: [1, 2] }, /3 channels, and the mean 2/],
	["channels that are open", "float[1,c,8,8]", { layout: "NCHW", modelLayout: "NCHW", mean: [1, 2, 3] }, /open/],
	["a deviation of 0", "float[1,3,8,8]", { layout: "NCHW", standardDeviation: [0] }, /can't be 0/],
	["BGR of one channel", "float[1,1,8,8]", { layout: "NCHW", channels: "BGR" }, /3 channels/],
	["fractions for bytes", "uint8[1,3,8,8]", { layout: "NCHW", mean: [1] }, /uint8/],
	["nothing to do", "float[1,3,8,8]", { layout: "NCHW" }, /nothing to put/],
	["no number", "float[1,3,8,8]", { layout: "NCHW", scale: Number.NaN }, /must be numbers/],
])("%s is said", (_, type, images, sentence) => {
	const made = preprocessEdits(graphOf(type), "x", images);
	expect("problem" in made && made.problem.sentence).toMatch(sentence);
});

test("an input that is not there, one with a default, and an opset without broadcasting are said", () => {
	const sentence = (graph: Graph, input: string) => {
		const made = preprocessEdits(graph, input, { layout: "NHWC" });
		return "problem" in made ? made.problem.sentence : "";
	};
	expect(sentence(graphOf("float[1,3,8,8]"), "firstt")).toContain("Did you mean first?");
	expect(sentence(graphOf("float[1,3,8,8]", 6), "x")).toContain("opset 7");
});

const script = `
import sys, numpy as np, onnx
from onnx.reference import ReferenceEvaluator
model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
first, x = (np.zeros(2, np.float32), np.random.default_rng(0).integers(0, 256, eval(sys.argv[2])).astype(np.uint8))
got = ReferenceEvaluator(model).run(None, {"first": first, "x": x, "last": first})[0]
mean, deviation = (np.array(v) for v in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
want = (np.moveaxis((x[..., ::-1] / 255 - mean) / deviation, -1, -3) if sys.argv[3] == "NCHW" else (x[..., ::-1] / 255 - mean) / deviation)
print(got.dtype, got.shape == want.shape, np.abs(got - want).max() < float(sys.argv[4]))
`;

test.each([
	["float[n,3,h,w]", "(2, 5, 6, 3)", "NCHW", "float32", "1e-5"],
	["float16[1,3,5,6]", "(1, 5, 6, 3)", "NCHW", "float16", "2e-3"],
	["double[3,5,6]", "(5, 6, 3)", "NCHW", "float64", "1e-12"],
	["float[2,5,6,3]", "(2, 5, 6, 3)", "NHWC", "float32", "1e-5"],
])("what comes out for %s is what torchvision would make", async (type, shape, modelLayout, dtype, tolerance) => {
	const edited = applied(graphOf(type), {
		layout: "NHWC",
		channels: "BGR",
		uint8: true,
		scale: 1 / 255,
		mean: [0.485, 0.456, 0.406],
		standardDeviation: [0.229, 0.224, 0.225],
	});
	const { files } = writeModel(modelFromGraph(edited), { name: "model.onnx" });
	await withFiles([await joinParts(files[0]?.parts ?? [])], async ([path = ""]) => {
		expect(await runPython(script, path, shape, modelLayout, tolerance)).toBe(`${dtype} True True\n`);
	});
});
