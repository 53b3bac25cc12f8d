import { expect, test } from "vitest";
import { graphOf } from "../tools/types-of-text.ts";
import { type DimensionStep, explainDimension, inferShapes } from "./index.ts";

/** The chain as one line: `y.1 ← t[1] ← c[0]`. */
function chainOf(text: string, value: string, axis: number): string {
	const graph = graphOf(text);
	return explainDimension(inferShapes(graph).facts, graph.main, value, axis).chain.map(placeText).join(" ← ");
}

function placeText({ value, part }: DimensionStep): string {
	return "axis" in part ? `${value}.${part.axis}` : `${value}[${part.element}]`;
}

test("finds the constant that a size was baked into", () => {
	const text = `
		float[n,3,h,w] x  int64[1] zero = {0}  int64[1] baked = {768}  int64[1] rest = {-1}
		s = Shape(x)  b = Gather(s, zero)  t = Concat <axis = 0> (b, baked, rest)  y = Reshape(x, t)  z = Relu(y)`;
	expect(chainOf(text, "z", 1)).toBe("z.1 ← y.1 ← t[1] ← baked[0]");
	expect(chainOf(text, "z", 0)).toBe("z.0 ← y.0 ← t[0] ← b[0] ← s[0] ← x.0");
});

test("finds the weights that decide the channels", () => {
	expect(chainOf("float[1,3,h,w] x  float[64,3,7,7] k  y = Conv <strides = [2,2]> (x, k)", "y", 1)).toBe("y.1 ← k.0");
});

test("names every source of a size that several make", () => {
	const graph = graphOf("float[a,3] x  float[b,3] y  z = Concat <axis = 0> (x, y)");
	const { steps } = explainDimension(inferShapes(graph).facts, graph.main, "z", 0);
	expect(steps.map(placeText)).toEqual(["z.0", "x.0", "y.0"]);
});

test("is not led away by a 1 that broadcasting stretches", () => {
	expect(chainOf("float[1,3] x  float[n,3] y  z = Add(x, y)", "z", 0)).toBe("z.0 ← y.0");
});

test("stops at a node that makes a size of its own", () => {
	const text = "float[n] x  b = Cast <to = 9> (x)  i = NonZero(b)  t = Transpose(i)";
	expect(chainOf(text, "t", 0)).toBe("t.0 ← i.1");
});

test("goes into the branch that runs, and out of a body to what it takes", () => {
	const text = `g (float[n,3] x, bool c) => (y) {
		h = Concat <axis = 0> (x, x)
		y = If (c) <then_branch = t () => (u) { u = Relu (h) }, else_branch = e () => (v) { v = Abs (h) }>
	}`;
	expect(chainOf(text, "y", 0)).toBe("y.0 ← u.0 ← h.0 ← x.0");
});

test("goes through a function of the model", () => {
	const text = `<ir_version: 10, opset_import: ["" : 20, "my" : 1]>
		g (float[n,4] x) => (y) { y = my.Twice (x) }
		<domain: "my", opset_import: ["" : 20]> Twice (a) => (b) { b = Concat <axis: int = 0> (a, a) }`;
	expect(chainOf(text, "y", 0)).toBe("y.0 ← b.0 ← a.0 ← x.0");
});

test("says nothing of a value that it does not know", () => {
	const graph = graphOf("float[n] x  y = Relu(x)");
	expect(explainDimension(inferShapes(graph).facts, graph.main, "nobody", 0)).toEqual({
		steps: [],
		chain: [],
		isComplete: true,
	});
	expect(explainDimension(inferShapes(graph).facts, graph.main, "y", 7).chain).toEqual([]);
});

const relus = (length: number) =>
	`float[n] v0  ${[...Array(length).keys()].map((i) => `v${i + 1} = Relu(v${i})`).join("  ")}`;

test("follows a long way to its end", () => {
	const graph = graphOf(relus(5000));
	const { chain, isComplete } = explainDimension(inferShapes(graph).facts, graph.main, "v5000", 0);
	expect([chain.length, chain.at(-1)?.value, isComplete]).toEqual([5001, "v0", true]);
});

test("says when it stopped", () => {
	const graph = graphOf(relus(12_000));
	const { chain, steps, isComplete } = explainDimension(inferShapes(graph).facts, graph.main, "v12000", 0);
	expect([chain.length, steps.length, isComplete]).toEqual([0, 10_000, false]);
});

test("looks at each place once, however many branches lead to it", () => {
	const branch = (name: string, size: string) => `
		${name} = If (c) <then_branch = t () => (float[k] a) { a = Relu(${size}) }, else_branch = e () => (float[k] b) { b = Exp(${size}) }>`;
	const names = [..."abcdefghij"].map((letter, i, all) => branch(`y${letter}`, i === 0 ? "x" : `y${all[i - 1]}`));
	const graph = graphOf(`float[k] x  bool c ${names.join(" ")}`);
	expect(explainDimension(inferShapes(graph).facts, graph.main, "yj", 0).steps).toHaveLength(31);
});
