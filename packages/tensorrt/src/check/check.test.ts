import { inferShapes } from "@suture/analysis";
import { type Graph, graphFromModel, graphFromText, modelFromText } from "@suture/graph";
import { describe, expect, test } from "vitest";
import { parseTarget, type Target } from "../target/target.ts";
import { check } from "./check.ts";
import type { CheckProblem } from "./found.ts";

function targetNamed(name: string): Target {
	const read = parseTarget(name);
	if ("problem" in read) throw new Error(read.problem.sentence);
	return read.target;
}

function graphOf(text: string): Graph {
	const { model, problems } = modelFromText(text);
	if (!model) throw new Error(problems[0]?.sentence);
	return graphFromModel(model);
}

function found(text: string, target: string): readonly CheckProblem[] {
	const graph = graphOf(text);
	return check(graph, inferShapes(graph).facts, targetNamed(target));
}

const codes = (problems: readonly CheckProblem[]) =>
	problems.map(({ code, place }) => [code, place.node?.name ?? place.value]);

const conv = (weights: string) =>
	`<ir_version: 8, opset_import: ["" : 13]> g (float[1,3,8,8] x, float[1] s) => (float[1,1,8,8] y)
	 <float[1,3,1,1] w = {1, 2, 3}> { ["w1"] v = ${weights} ["conv"] y = Conv<kernel_shape = [1, 1]>(x, v) }`;

test("an operator of another domain is taken for ONNX's of the same name", () => {
	const text = `<ir_version: 8, opset_import: ["": 17, "com.microsoft": 1]>
		g (float[2,2,3,8] x, int64[2,3] p, float[2,4,16] z, float[16,48] w) => (float[2,2,3,8] y, float[2,4,16] v)
		<float[32,4] c, float[32,4] s> {
			["turn"] y = com.microsoft.RotaryEmbedding(x, p, c, s)
			["look"] v = com.microsoft.Attention<num_heads = 2>(z, w) }`;
	expect(codes(found(text, "tensorrt-rtx-1.7"))).toEqual([
		["tensorrt/different-numbers", "turn"],
		["tensorrt/unsupported-shape", "look"],
	]);
	expect(codes(found(text, "tensorrt-10.6"))).toEqual([
		["tensorrt/unknown-operator", "turn"],
		["tensorrt/unknown-operator", "look"],
	]);
});

describe("constants", () => {
	test("what folding makes an initializer is to be folded", () => {
		const [problem] = found(conv("Identity(w)"), "tensorrt-8.4.3");
		expect(problem).toMatchObject({
			code: "tensorrt/fold-first",
			fixes: ["fold-constants"],
			place: { node: { name: "conv" } },
		});
	});

	test("what depends on an input must be a constant, and folding is not offered", () => {
		const [problem] = found(conv("Mul(w, s)"), "tensorrt-8.4.3");
		expect(problem).toMatchObject({
			code: "tensorrt/must-be-constant",
			fixes: [],
			said: expect.stringContaining("two inputs"),
		});
	});

	test("a newer TensorRT takes both", () => {
		expect(found(conv("Mul(w, s)"), "tensorrt-8.5")).toEqual([]);
	});

	test("a refused node whose outputs are constant goes with folding", () => {
		const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[4] x) => (float[4] y)
			<int64[1] a = {7}, int64[1] b = {4}> { ["mod"] m = Mod(a, b) f = Cast<to = 1>(m) y = Add(x, f) }`;
		expect(found(text, "tensorrt-8.4.3")[0]).toMatchObject({
			code: "tensorrt/unknown-operator",
			fixes: ["fold-constants"],
		});
	});
});

const branch = `<ir_version: 8, opset_import: ["" : 13]> g (float[2] x, bool c) => (float[2] y) {
	["if"] y = If(c)<
		then_branch = a () => (float[2] q) { ["mish"] q = Mish(x) },
		else_branch = b () => (float[2] r) { r = Neg(x) }> }`;

test("a refusal in a body stands there, and at the node that holds the body", () => {
	const problems = found(branch, "tensorrt-8.4.3");
	expect(codes(problems)).toEqual([
		["tensorrt/unknown-operator", "mish"],
		["tensorrt/refused-inside", "if"],
	]);
	expect(problems[0]?.place.node?.path).toEqual(["if"]);
});

test("functions are unknown operators before 9.0, and looked into since", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13, "f" : 1]> g (float[2] x) => (float[2] y) { ["call"] y = f.mine(x) }
		<domain: "f", opset_import: ["" : 13]> mine (a) => (b) { ["inner"] b = Unique(a) }`;
	expect(codes(found(text, "tensorrt-8.6"))).toEqual([["tensorrt/unknown-operator", "call"]]);
	expect(codes(found(text, "tensorrt-10.1"))).toEqual([
		["tensorrt/unsupported-operator", "inner"],
		["tensorrt/refused-inside", "call"],
	]);
});

test("shapes that no longer fit, since a part of a node is not read, stop where they stop to fit", () => {
	const text = `<ir_version: 8, opset_import: ["" : 18]> g (float[1,3,8,8] x) => (float[1,1,1,1] y)
		<int64[2] axes = {2, 3}, float[1,3,1,1] w = {1, 2, 3}> { ["mean"] m = ReduceMean(x, axes) ["conv"] y = Conv(m, w) }`;
	expect(codes(found(text, "tensorrt-8.4.3"))).toEqual([
		["tensorrt/newer-opset", undefined],
		["tensorrt/shape-as-read", "conv"],
		["tensorrt/different-numbers", "mean"],
	]);
	expect(found(text, "tensorrt-10.1")).toEqual([]);
});

test("a Flatten and a Constant that 8.4 reads otherwise are warned of, and stop where shapes no longer fit", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[1,6] x) => (float[6,1] y, float[2,3] z)
		{ ["flat"] f = Flatten<axis = 2>(x) y = Identity(f)
		["sizes"] s = Constant<value_ints = [2, 3]>() ["reshape"] z = Reshape(x, s) }`;
	expect(codes(found(text, "tensorrt-8.4.3"))).toEqual([
		["tensorrt/shape-as-read", "reshape"],
		["tensorrt/different-numbers", "flat"],
		["tensorrt/different-numbers", "sizes"],
	]);
	expect(codes(found(text, "tensorrt-8.5"))).toContainEqual(["tensorrt/different-numbers", "sizes"]);
	expect(found(text, "tensorrt-10.1")).toEqual([]);
});

test("a Range over one size gets all sizes where start and end of Shape are not read", () => {
	const text = `<ir_version: 8, opset_import: ["" : 18]> g (float[N,3,4] x) => (int64[K] y) <int64 a = {0}, int64 d = {1}>
		{ ["shape"] s = Shape<start = 0, end = 1>(x) l = Squeeze(s) ["range"] y = Range(a, l, d) }`;
	expect(codes(found(text, "tensorrt-8.4.3"))).toContainEqual(["tensorrt/shape-as-read", "range"]);
	expect(found(text, "tensorrt-10.1")).toEqual([]);
});

test("what ends the process is said to crash, at the node that does it", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[2,3] x) => (float[2,3] y)
		<int8[3] w = {1, 2, 3}, float s = {0.5}, int8 z = {0}> { ["dq"] d = DequantizeLinear(w, s, z) y = Add(x, d) }`;
	expect(found(text, "tensorrt-8.4.3")).toMatchObject([
		{ code: "tensorrt/crashes", said: "", fixes: ["fold-constants"], place: { node: { name: "dq" } } },
	]);
	expect(found(text, "tensorrt-8.5")).toEqual([]);
});

test("more boxes than a tensor holds are refused, fewer are taken", () => {
	const nms = (
		most: string,
	) => `<ir_version: 8, opset_import: ["" : 13]> g (float[1,9,4] b, float[1,1,9] s) => (int64[K,3] y)
		<int64[1] most = {${most}}, float[1] t = {0.5}> { ["nms"] y = NonMaxSuppression(b, s, most, t) }`;
	const refused = (text: string, target: string) =>
		found(text, target).filter(({ severity, code }) => severity === "error" && code === "tensorrt/unsupported-shape")
			.length;
	expect(refused(nms("9223372036854775807"), "tensorrt-8.4.3")).toBe(1);
	expect(refused(nms("100"), "tensorrt-8.4.3")).toBe(0);
	expect(refused(nms("9223372036854775807"), "tensorrt-8.5")).toBe(0);
});

test("types of inputs, outputs and initializers that a release does not have", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (uint8[4] x, int64[4] i) => (uint8[4] y, int64[4] j)
		<int16[1] w = {1}, int64[1] big = {5000000000}> { y = Identity(x) j = Add(i, big) }`;
	expect(codes(found(text, "tensorrt-8.4.3"))).toEqual([
		["tensorrt/input-type", "x"],
		["tensorrt/narrowed-input", "i"],
		["tensorrt/output-type", "y"],
		["tensorrt/initializer-type", "w"],
		["tensorrt/narrowed-constant", "big"],
	]);
	expect(codes(found(text, "tensorrt-10.6"))).toEqual([["tensorrt/initializer-type", "w"]]);
});

test("a bias of INT32 is not dequantized", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[1,2] x) => (float[1,2] y)
		<int32[2] q = {1, 2}, float s = {0.5}> { ["take"] b = DequantizeLinear(q, s) y = Add(x, b) }`;
	expect(codes(found(text, "tensorrt-rtx-1.7"))).toEqual([["tensorrt/unsupported-type", "take"]]);
});

test("the DLA has its own list, and fixed sizes only", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[N,3,8,8] x) => (float[N,3,8,8] y) { h = Relu(x) ["erf"] y = Erf(h) }`;
	expect(codes(found(text, "jetpack-5.0-dla"))).toEqual([
		["tensorrt/dynamic-on-dla", "x"],
		["tensorrt/not-on-dla", "erf"],
		["tensorrt/dla-fallback", undefined],
	]);
	expect(found(text, "jetpack-5.0")).toEqual([]);
});

test("the DLA has limits on layers; what is beyond them falls back, and tensors cross", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[1,3,64,64] x) => (float[1,4,30,30] y)
		<int64[4] s = {4, 3, 3, 3}, int64[4] t = {4, 4, 35, 35}> {
			w = ConstantOfShape(s)
			v = ConstantOfShape(t)
			["in"] a = Conv<kernel_shape = [3, 3], pads = [1, 1, 1, 1]>(x, w)
			["wide"] b = Conv<kernel_shape = [35, 35]>(a, v)
			["out"] y = Relu(b) }`;
	const problems = found(text, "jetpack-5.1-dla");
	expect(codes(problems)).toEqual([
		["tensorrt/beyond-dla", "wide"],
		["tensorrt/dla-fallback", undefined],
	]);
	expect(problems.map(({ sentence }) => sentence)).toEqual([
		"The DLA does not take wide (Conv), so it runs on the GPU: The kernel may be from 1 to 32, and this has 35 × 35.",
		"1 of 3 nodes run on the GPU, and 2 tensors go from one device to the other.",
	]);
});

test.each([
	["AveragePool<kernel_shape = [9, 9]>(x)", "The window may be from 1 to 8, and this has 9 × 9."],
	["Concat<axis = 2>(x, x)", "It joins along channels only."],
	[
		'Resize<mode = "linear", coordinate_transformation_mode = "asymmetric">(x, e, s)',
		"It resizes linearly between the middles of pixels only: half_pixel.",
	],
	["MatMul(x, x)", "Its second input is not constant."],
	["ReduceMax<axes = [0]>(x)", "It reduces within a sample only, and keeps axes."],
])("the DLA does not take %s", (node, because) => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[2,3,64,64] x) => (y)
		<float[0] e = {}, float[4] s = {1, 1, 2, 2}> { ["it"] y = ${node} }`;
	const [first] = found(text, "jetpack-6.0-dla").filter(({ code }) => code === "tensorrt/beyond-dla");
	expect(first?.sentence).toContain(because);
});

test("a TensorRT without a DLA says so once", () => {
	const text = `<ir_version: 8, opset_import: ["" : 13]> g (float[1,3,8,8] x) => (float[1,3,8,8] y) { y = Erf(x) }`;
	expect(codes(found(text, "jetpack-7.0-dla"))).toEqual([["tensorrt/no-dla", undefined]]);
});

describe("hostile models", () => {
	test("functions that call each other twice end", () => {
		const bodies = Array.from(
			{ length: 40 },
			(_, i) =>
				`<domain: "f", opset_import: ["" : 13, "f" : 1]> f${i} (a) => (b) { c = f.f${i + 1}(a) b = f.f${i + 1}(c) }`,
		).join("\n");
		const graph = graphOf(
			`<ir_version: 8, opset_import: ["" : 13, "f" : 1]> g (float[2] x) => (float[2] y) { y = f.f0(x) }\n${bodies}`,
		);
		const problems = check(graph, { graph, bodies: new Map() }, targetNamed("tensorrt-10.6"));
		expect(problems.length).toBeLessThan(100);
	});

	test("names that objects have, and nodes that wait for each other, do no harm", () => {
		const { graph } = graphFromText(
			"agraph (float[2] __proto__) => (float[2] constructor) { constructor = toString(__proto__, b) a = Add(b, b) b = Add(a, a) c = Loop() d = If() }",
		);
		if (!graph) throw new Error("it is a graph");
		for (const target of ["tensorrt-7.2", "tensorrt-8.4", "tensorrt-11.2", "tensorrt-rtx-1.7"])
			expect(() => check(graph, inferShapes(graph).facts, targetNamed(target))).not.toThrow();
	});
});
