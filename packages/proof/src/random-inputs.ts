import { elementCount, type RunTensor } from "@suture/onnx";
import type { Sizes } from "./choose-sizes.ts";
import type { InputDescription } from "./inputs-of.ts";
import { randomFrom } from "./random.ts";

/** Whole numbers that inputs get: from `least` up to, not including, `end`. They may be indices into something unknown. */
export interface IntegerRange {
	readonly least: number;
	readonly end: number;
}

/** In the order in which they are tried. */
export const integerRanges: readonly IntegerRange[] = [
	{ least: 0, end: 10 },
	{ least: 0, end: 2 },
	{ least: 1, end: 2 },
	{ least: 0, end: 1 },
	{ least: 16_000, end: 16_001 },
];

/** Inputs that follow from the seed alone; undefined when an input is no tensor, or of a type that there are no numbers for. */
export function randomInputs(
	inputs: readonly InputDescription[],
	sizes: Sizes,
	range: IntegerRange,
	seed: number,
): ReadonlyMap<string, RunTensor> | undefined {
	const random = randomFrom(seed);
	const tensors = new Map<string, RunTensor>();
	for (const { name, type } of inputs) {
		const dims = sizes.get(name) ?? [];
		const elements = elementCount(dims);
		if (elements > mostElements) return undefined;
		const contents = type === undefined ? undefined : contentsOf(type, elements, random, range);
		if (type === undefined || contents === undefined) return undefined;
		tensors.set(name, { type, dims, contents });
	}
	return tensors;
}

const mostElements = 2 ** 27;

type Random = () => number;

function contentsOf(
	type: string,
	elements: number,
	random: Random,
	{ least, end }: IntegerRange,
): RunTensor["contents"] | undefined {
	const integer = () => least + Math.floor(random() * (end - least));
	const filled = <A extends { [index: number]: number; readonly buffer: ArrayBufferLike }>(array: A, next: Random) => {
		for (let i = 0; i < elements; i++) array[i] = next();
		return new Uint8Array(array.buffer as ArrayBuffer);
	};
	const bigs = (array: BigInt64Array) => {
		for (let i = 0; i < elements; i++) array[i] = BigInt(integer());
		return new Uint8Array(array.buffer as ArrayBuffer);
	};
	switch (type) {
		case "float":
			return filled(new Float32Array(elements), () => normal(random));
		case "double":
			return filled(new Float64Array(elements), () => normal(random));
		case "float16":
			return filled(new Uint16Array(elements), () => halfCode(random));
		case "bool":
			return filled(new Uint8Array(elements), () => Number(random() < 0.5));
		case "int8":
		case "uint8":
			return filled(new Uint8Array(elements), integer);
		case "int16":
		case "uint16":
			return filled(new Uint16Array(elements), integer);
		case "int32":
		case "uint32":
			return filled(new Int32Array(elements), integer);
		case "int64":
		case "uint64":
			return bigs(new BigInt64Array(elements));
		case "string":
			return Array.from({ length: elements }, () => `text ${integer()}`);
		default:
			return undefined;
	}
}

/** Normally distributed, mean 0, deviation 1 (Box and Muller). */
function normal(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The code of a float16 between -2 and 2: a sign, an exponent from 2^-4 to 2^0, any fraction. */
function halfCode(random: Random): number {
	const exponent = 11 + Math.floor(random() * 5);
	return (Math.floor(random() * 2) << 15) | (exponent << 10) | Math.floor(random() * 1024);
}
