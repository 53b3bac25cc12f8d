import { elementCount, type TensorProto, type TensorValues, tensorBytes, tensorType, tensorValues } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import { shortNumber } from "../scene/short-number.ts";
import type { TensorStatistics } from "./description.ts";

const bins = 48;

/** Elements of a tensor as numbers, or why there are none. */
export async function readValues(tensor: TensorProto): Promise<TensorValues | Problem> {
	const type = tensorType(tensor.dataType);
	const read = await tensorBytes(tensor);
	if ("problem" in read) return read.problem;
	if (!type) return problem("onnx/tensor-type", { tensor: tensor.name ?? "", dataType: tensor.dataType ?? 0 });
	return tensorValues(type, read.bytes, elementCount(tensor.dims));
}

/** Statistics in two passes. int64 beyond 2^53 are rounded. A million elements take about 15 ms. */
export function statisticsOf(values: TensorValues): TensorStatistics {
	const numbers =
		typeof values[0] === "bigint" ? Float64Array.from(values as BigInt64Array, Number) : (values as Float32Array);
	let nan = 0;
	let infinite = 0;
	let zeros = 0;
	let minimum = Infinity;
	let maximum = -Infinity;
	let sum = 0;
	for (let i = 0; i < numbers.length; i++) {
		const value = numbers[i] ?? 0;
		if (Number.isNaN(value)) nan++;
		else if (value === Infinity || value === -Infinity) infinite++;
		else {
			if (value === 0) zeros++;
			if (value < minimum) minimum = value;
			if (value > maximum) maximum = value;
			sum += value;
		}
	}
	const finite = numbers.length - nan - infinite;
	const mean = finite === 0 ? Number.NaN : sum / finite;
	const { squares, histogram } = spread(numbers, mean, minimum, maximum);
	const standardDeviation = finite === 0 ? Number.NaN : Math.sqrt(squares / finite);
	return {
		elements: numbers.length,
		finite,
		nan,
		infinite,
		zeros,
		minimum,
		maximum,
		mean,
		standardDeviation,
		histogram,
	};
}

function spread(numbers: ArrayLike<number>, mean: number, minimum: number, maximum: number) {
	const histogram = new Array<number>(bins).fill(0);
	const scale = maximum > minimum ? bins / (maximum - minimum) : 0;
	let squares = 0;
	for (let i = 0; i < numbers.length; i++) {
		const value = numbers[i] ?? 0;
		if (!Number.isFinite(value)) continue;
		squares += (value - mean) ** 2;
		const bin = Math.min(bins - 1, Math.floor((value - minimum) * scale));
		histogram[bin] = (histogram[bin] ?? 0) + 1;
	}
	return { squares, histogram };
}

/** A stretch of values as text, for a table that shows some of them at a time. */
export function valueTexts(values: TensorValues, start: number, end: number): string[] {
	const part: ArrayLike<number | bigint> = values.subarray(start, end);
	const isFloat = values instanceof Float32Array || values instanceof Float64Array;
	return Array.from(part, (value) => (isFloat && typeof value === "number" ? shortNumber(value) : String(value)));
}

/** Every element as text that gives the same bits when it is read. */
export function exactTexts(values: TensorValues): string[] {
	const text = values instanceof Float32Array ? shortNumber : String;
	return Array.from(values as ArrayLike<number | bigint>, (value) =>
		Object.is(value, -0)
			? "-0"
			: text(value as number)
					.replace("Infinity", "inf")
					.replace("NaN", "nan"),
	);
}
