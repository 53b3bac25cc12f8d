import type { RunTensor, Session } from "@suture/onnx";
import { expect, test } from "vitest";
import { compareValues, type InputDescription } from "./index.ts";

const tensor = (...values: number[]): RunTensor => ({
	type: "float",
	dims: [values.length],
	contents: new Uint8Array(Float32Array.from(values).buffer),
});

const numbersOf = ({ contents }: RunTensor) => new Float32Array((contents as Uint8Array).slice().buffer);

const x: InputDescription = { name: "x", type: "float", dims: [2] };

/** A model whose values are functions of its input; opened with some of them as outputs. */
function model(values: Record<string, (x: Float32Array) => number[]>, opened: string[][] = []) {
	return async (outputs: readonly string[]): Promise<Session> => {
		opened.push([...outputs]);
		const made = (feeds: ReadonlyMap<string, RunTensor>) => numbersOf(feeds.get("x") ?? tensor());
		return {
			run: async (feeds) => new Map(outputs.map((name) => [name, tensor(...(values[name]?.(made(feeds)) ?? []))])),
			close: async () => {},
		};
	};
}

const one = { h: (v: Float32Array) => [...v], y: ([a = 0, b = 0]: Float32Array) => [a, b] };
const other = { g: (v: Float32Array) => [...v], y: ([a = 0, b = 0]: Float32Array) => [-a, -b] };
const pairs = [
	{ before: "h", after: "g" },
	{ before: "y", after: "y" },
];

test("values are compared in pairs, also under other names", async () => {
	const { values } = await compareValues(model(one), model(other), [x], ["y"], pairs);
	expect(values.map(({ before, difference: { ok, cosineError } }) => [before, ok, cosineError])).toEqual([
		["h", true, 0],
		["y", false, 2],
	]);
});

test("given inputs are taken as they are", async () => {
	const given = new Map([["x", tensor(3, 4)]]);
	const { values, sizes } = await compareValues(model(one), model(other), [x], ["y"], pairs, { given });
	expect([sizes, values[1]?.difference.maxAbsoluteError, values[1]?.difference.maxRelativeError]).toEqual([
		{ x: [2] },
		8,
		2,
	]);
});

test("what does not fit at once is run in pieces, and what fits in none is left out", async () => {
	const opened: string[][] = [];
	const sizes: Record<string, number> = { h: 60, y: 60, big: 10_000 };
	const found = await compareValues(
		model(one, opened),
		model(other),
		[x],
		["y"],
		[...pairs, { before: "big", after: "big" }],
		{ bytesAtOnce: 100, measure: () => (value) => sizes[value] },
	);
	expect(opened).toEqual([["y"], ["h"], ["y"]]);
	expect(found.leftOut).toEqual([{ before: "big", after: "big", reason: "it is too large to be held" }]);
});

test("a value that can't be handed over takes no other with it", async () => {
	const bad = { before: "list", after: "list" };
	const broken: typeof one & { list: () => number[] } = {
		...one,
		list: () => {
			throw new Error("It is no tensor.");
		},
	};
	const { values, leftOut } = await compareValues(model(broken), model(other), [x], ["y"], [...pairs, bad]);
	expect([values.length, leftOut]).toEqual([2, [{ ...bad, reason: "It is no tensor." }]]);
});

test("a model that does not open gives its reason, and stopping ends everything", async () => {
	const fails = async () => {
		throw new Error("No kernel.");
	};
	expect(await compareValues(fails, model(other), [x], ["y"], pairs)).toMatchObject({ reason: "No kernel." });
	const stopped = compareValues(model(one), fails, [x], ["y"], pairs, { isStop: () => true });
	await expect(stopped).rejects.toThrow("No kernel.");
});
