import { graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { checkOperators, inferShapes } from "./index.ts";

function codesOf(body: string, opset = 17): string[] {
	const { graph } = graphFromText(`<ir_version: 9, opset_import: ["" : ${opset}, "com.microsoft" : 1]> ${body}`);
	if (!graph) throw new Error("no graph");
	return checkOperators(graph, inferShapes(graph).facts).map(({ code, place }) => `${code} ${place.node?.name}`);
}

test("what fits its definition passes, and so does an operator that nobody knows", () => {
	expect(
		codesOf(
			'g (float[2] x) => (float[2] y) { ["a"] h = Clip (x, "", "") ["b"] y = my.domain.Thing <mode = "soft"> (h) }',
		),
	).toEqual([]);
});

test("inputs that are missing, too many, or of a type that is not taken", () => {
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Conv (x) }')).toEqual(["operator/missing-input a"]);
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Add (x, "") }')).toEqual(["operator/missing-input a"]);
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Relu (x, x) }')).toEqual(["operator/too-many-inputs a"]);
	expect(codesOf('g (int64[2] x) => (int64[2] y) { ["a"] y = Floor (x) }')).toEqual(["operator/input-type a"]);
});

test("attributes that are unknown, missing, of another type, or another value", () => {
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Relu <alpha = 0.5> (x) }')).toEqual([
		"operator/unknown-attribute a",
	]);
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Cast (x) }')).toEqual(["operator/missing-attribute a"]);
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Softmax <axis = 1.0> (x) }')).toEqual([
		"operator/attribute-type a",
	]);
	expect(
		codesOf('g (float[1,1,2,2] x) => (y) { ["a"] y = AveragePool <kernel_shape = [1, 1], auto_pad = "SAME"> (x) }'),
	).toEqual(["operator/attribute-value a"]);
});

test("operators that the opset has not yet, or no more", () => {
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Gelu (x) }', 13)).toContain("operator/too-new a");
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Upsample (x, x) }', 17)).toEqual(["operator/removed a"]);
});

test("a value from outside of a branch has its type there too", () => {
	expect(
		codesOf(
			`g (bool c, int64[2] x) => (y) { ["i"] y = If (c) <then_branch = t () => (p) { ["a"] p = Floor (x) }, else_branch = e () => (q) { q = Identity (x) }> }`,
		),
	).toEqual(["operator/input-type a"]);
});

test("outputs of a type that the operator does not give, and operators that ONNX has not", () => {
	const constant = 'g () => (bool y) { ["a"] y = Constant <value = bool {1}> () }';
	expect(codesOf(constant, 1)).toEqual(["operator/output-type a"]);
	expect(codesOf(constant, 9)).toEqual([]);
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = Other (x) }')).toEqual(["operator/unknown a"]);
	expect(codesOf('g (float[2] x) => (float[2] y) { ["a"] y = my.Other (x) }')).toEqual([]);
});
