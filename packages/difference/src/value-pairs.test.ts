import { expect, test } from "vitest";
import { graphOf } from "./checking.ts";
import { difference, unpairedOutputs, valuePairs } from "./index.ts";

test("what can be compared by running: kept, renamed and replaced values, not constants, inputs and what only one side has", () => {
	const before = graphOf(
		"g (float[4] x) => (float[4] y) <float[4] w = {1, 2, 3, 4}> { a = Mul (x, w) b = Relu (a) y = Neg (b) }",
	);
	const after = graphOf(
		"g (float[4] x) => (float[4] z) <float[4] w = {1, 2, 3, 4}> { a = Mul (x, w) e = Exp (a) f = Abs (e) z = Neg (f) }",
	);
	expect(valuePairs(difference(before, after))).toEqual([
		{ before: "a", after: "a", isOutput: false },
		{ before: "b", after: "f", isOutput: false },
		{ before: "y", after: "z", isOutput: true },
	]);
});

test("an output that went stands for nothing", () => {
	const before = graphOf("g (float[4] x) => (float[4] y, float[4] z) { y = Relu (x) z = Neg (x) }");
	const after = graphOf("g (float[4] x) => (float[4] y) { y = Relu (x) }");
	expect(unpairedOutputs(difference(before, after))).toEqual(["z"]);
	expect(unpairedOutputs(difference(before, before))).toEqual([]);
});
