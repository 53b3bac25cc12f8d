import type { RunTensor, Session } from "@suture/onnx";
import { expect, test } from "vitest";
import { compareSessions, compareTensors, type InputDescription } from "./index.ts";

const floats = (...values: number[]): RunTensor => ({
	type: "float",
	dims: [values.length],
	contents: new Uint8Array(Float32Array.from(values).buffer),
});

/** A session that does to its input what a function says. */
const session = (run: (x: RunTensor) => RunTensor): Session => ({
	run: async (inputs) => new Map([["y", run(inputs.get("x") ?? floats())]]),
	close: async () => {},
});

const same = session((x) => x);
const x: InputDescription = { name: "x", type: "float", dims: ["n", 3] };

test("two models that do the same agree, at two sizes", async () => {
	const { ok, runs, maxAbsoluteError } = await compareSessions(same, same, [x], ["y"]);
	expect([ok, maxAbsoluteError]).toEqual([true, 0]);
	expect(runs.map(({ sizes }) => sizes["x"])).toEqual([
		[1, 3],
		[2, 3],
	]);
});

test("a difference is found, and how large it is", async () => {
	const off = session(({ dims, type, contents }) => {
		const values = new Float32Array((contents as Uint8Array).slice().buffer);
		values[0] = (values[0] ?? 0) + 0.5;
		return { dims, type, contents: new Uint8Array(values.buffer) };
	});
	const { ok, maxAbsoluteError } = await compareSessions(same, off, [x], ["y"]);
	expect(ok).toBe(false);
	expect(maxAbsoluteError).toBeCloseTo(0.5);
});

test("sizes and whole numbers are chosen such that the first model runs", async () => {
	const picky = session((tensor) => {
		const [index] = new BigInt64Array((tensor.contents as Uint8Array).slice().buffer);
		if (index !== 1n) throw new Error("Out of range.");
		return tensor;
	});
	const { ok, runs } = await compareSessions(picky, picky, [{ name: "x", type: "int64", dims: [1] }], ["y"]);
	expect([ok, runs.length]).toEqual([true, 2]);
});

test("a model that never runs gives its reason", async () => {
	const broken = session(() => {
		throw new Error("No kernel.");
	});
	expect(await compareSessions(broken, same, [x], ["y"])).toMatchObject({ ok: false, runs: [], reason: "No kernel." });
	expect(await compareSessions(same, broken, [x], ["y"])).toMatchObject({
		ok: false,
		reason: "The result does not run: No kernel.",
	});
});

test("an input of no known type can't be made", async () => {
	const found = await compareSessions(same, same, [{ name: "x", type: undefined, dims: [1] }], ["y"]);
	expect(found).toMatchObject({ ok: false, reason: "An input is no tensor of numbers." });
});

test.each([
	["rounding", floats(1000, 1), floats(1000.01, 1), true],
	["more than rounding", floats(1, 1), floats(1.01, 1), false],
	["NaN in both", floats(Number.NaN), floats(Number.NaN), true],
	["NaN in one", floats(Number.NaN), floats(1), false],
	["infinity in both", floats(Number.POSITIVE_INFINITY), floats(Number.POSITIVE_INFINITY), true],
	["other sizes", floats(1), floats(1, 1), false],
	[
		"other strings",
		{ type: "string", dims: [1], contents: ["a"] },
		{ type: "string", dims: [1], contents: ["b"] },
		false,
	],
])("%s: agree is %4$s", (_, left, right, ok) => {
	expect(compareTensors(left, right).ok).toBe(ok);
});

test.each([
	["nothing in common", floats(1, 0), floats(0, 1), 1],
	["twice as much", floats(1, 2), floats(2, 4), 0],
	["the negative", floats(1, 2), floats(-1, -2), 2],
	["zeros in one", floats(0, 0), floats(1, 1), 1],
])("%s: the cosine error is %4$s", (_, left, right, error) => {
	expect(compareTensors(left, right).cosineError).toBeCloseTo(error);
});
