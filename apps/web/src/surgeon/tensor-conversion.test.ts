import { tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";
import { expect, test } from "vitest";
import { numberTypes } from "../tensor/number-types.ts";
import { converted } from "./tensor-conversion.ts";

function changedTo(type: string, values: Parameters<typeof converted>[0]): unknown {
	const found = converted(values, [values.length], type);
	if ("code" in found) return found.sentence;
	const read = tensorBytesInMemory(found.tensor);
	const target = tensorType(found.tensor.dataType);
	const { changed, overflowed, zeroed } = found.loss;
	const after = read && "bytes" in read && target ? [...tensorValues(target, read.bytes, values.length)] : [];
	return { after: after.map(Number), changed, overflowed, zeroed };
}

test("halves lose what is too large, too small, or between two of them", () => {
	expect(changedTo("float16", Float32Array.of(1, 70_000, 1e-9, 0.1))).toEqual({
		after: [1, Infinity, 0, 0.0999755859375],
		changed: 3,
		overflowed: 1,
		zeroed: 1,
	});
});

test("whole numbers are rounded and kept in their range", () => {
	expect(changedTo("int8", Float32Array.of(1.6, 300, -0.2, Number.NaN))).toEqual({
		after: [2, 127, 0, 0],
		changed: 4,
		overflowed: 1,
		zeroed: 2,
	});
	expect(changedTo("int32", BigInt64Array.of(5n, 2n ** 40n))).toEqual({
		after: [5, 2 ** 31 - 1],
		changed: 1,
		overflowed: 1,
		zeroed: 0,
	});
	expect(changedTo("int64", Float32Array.of(3))).toEqual({ after: [3], changed: 0, overflowed: 0, zeroed: 0 });
});

test("every type that is offered can be had", () => {
	for (const type of numberTypes) expect(changedTo(type, Float32Array.of(0, 1)), type).toMatchObject({ after: [0, 1] });
});
