import { graphFromModel, modelFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { graphOf, typesOfText } from "../tools/types-of-text.ts";
import { factOf, inferShapes } from "./index.ts";

/** Infers a graph, and fails when that takes longer than anybody waits. */
function inSeconds(text: string, most = 5): string {
	const start = performance.now();
	const found = typesOfText(text);
	expect(performance.now() - start).toBeLessThan(most * 1000);
	return found;
}

/** Lines from a pattern, numbered. */
function repeated(times: number, line: (i: number) => string): string {
	return Array.from({ length: times }, (_, i) => line(i)).join("  ");
}

test("sizes that multiply each other a thousand times do not explode", () => {
	const found = inSeconds(`float[a,b,c] x  s0 = Size(x)  ${repeated(1000, (i) => `s${i + 1} = Mul(s${i}, s${i})`)}`);
	expect(found.split("\n").at(-1)).toMatch(/^s1000: int64 = size_\w+$/);
});

test("a sum of a thousand different sizes does not explode", () => {
	const inputs = repeated(1000, (i) => `float[n${i}] x${i}`);
	const names = Array.from({ length: 1000 }, (_, i) => `x${i}`).join(", ");
	expect(inSeconds(`${inputs}  y = Concat <axis = 0> (${names})`)).toMatch(/^y: float\[n\d+ \+ .* \+ size_\w+\]$/);
});

test("minima of many sizes under divisions are bounded without a search that never ends", () => {
	const inputs = repeated(12, (i) => `float[n${i},k${i}] x${i}`);
	const shapes = repeated(
		12,
		(i) => `s${i} = Shape(x${i})  d${i} = Div(s${i}, two)  m${i} = ReduceMin <keepdims = 0> (d${i})`,
	);
	const sums = repeated(11, (i) => `t${i + 1} = ${i === 0 ? "Add(m0, m1)" : `Add(t${i}, m${i + 1})`}`);
	const text = `int64 two = {2}  int64 zero = {0}  ${inputs}  ${shapes}  ${sums}  q = Sub(t11, m0)  l = Less(q, zero)  y = Max(q, t5)`;
	inSeconds(text);
});

test.each([
	["int64 m", 20],
	["int64 m = {16}", 8],
])("loops in loops are not inferred again and again (%s, %i deep)", (trips, depth) => {
	const nest = (depth: number): string =>
		depth === 0
			? "q2 = Concat <axis = 0> (q, q)"
			: `q2 = Loop (m, c, q) <body = b${depth} (int64 i${depth}, bool k${depth}, q) => (j${depth}, q2) { j${depth} = Identity (k${depth})  ${nest(depth - 1)} }>`;
	inSeconds(`g (float[n] q, ${trips}, bool c = {1}) => (q2) { ${nest(depth)} }`, 10);
});

test("functions that call each other twice end, and what the main graph knows of itself stays known", () => {
	const functions = Array.from(
		{ length: 40 },
		(_, i) =>
			`<domain: "f", opset_import: ["" : 13, "f" : 1]> f${i} (a) => (b) { c = f.f${i + 1}(a) b = f.f${i + 1}(c) }`,
	).join("\n");
	const { model } = modelFromText(`<ir_version: 8, opset_import: ["" : 13, "f" : 1]>
		g (float[2] x) => (float[2] y, float[2] z) { y = f.f0(x) z = Relu(x) }\n${functions}`);
	if (!model) throw new Error("it is a model");
	const graph = graphFromModel(model);
	const start = performance.now();
	const { facts } = inferShapes(graph);
	expect(performance.now() - start).toBeLessThan(5000);
	expect(factOf(facts, graph.main, "z").type).toMatchObject({ element: "float", shape: [2] });
});

test("counts that no tensor has allocate nothing", () => {
	inSeconds(`float[4] x  a, b = Split <num_outputs = 2000000000> (x)
		int64 most = {2000000000}  int64 zero = {0}  int64 one = {1}
		r = Range(zero, most, one)  u = Unsqueeze(most, zero)  c = ConstantOfShape(u)  t = Tile(x, u)  e = Expand(x, u)`);
});

test("a shape function that fails is contained", () => {
	const graph = graphOf("float[2] x  y = Relu(x)  z = Abs(y)");
	const broken = {
		...graph,
		bodies: new Map(
			[...graph.bodies].map(([id, body]) => [
				id,
				{
					...body,
					inputs: body.inputs.map((one) => ({
						...one,
						type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: Number.NaN }] } } },
					})),
				},
			]),
		),
	};
	expect(() => inferShapes(broken)).not.toThrow();
});
