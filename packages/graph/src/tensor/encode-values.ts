import type { TensorType } from "@suture/onnx";
import { packIntegers } from "../text/tensor-entries.ts";
import { isSmallFloat, smallFloatCode } from "./small-float-code.ts";
import type { LiteralValues } from "./tensor-literal.ts";

type Value = LiteralValues["values"][number];

/** Entries that a literal has for each element: a complex one has two. */
export function entriesPerElement({ name }: TensorType): number {
	return name.startsWith("COMPLEX") ? 2 : 1;
}

/** raw_data of a literal's values, or the end of a sentence about the first that does not fit. Not for strings. */
export function encodeValues(type: TensorType, values: readonly Value[]): Uint8Array | { readonly reason: string } {
	const entry = entryEncoder(type);
	const entries: (number | bigint)[] = [];
	for (const [i, value] of values.entries()) {
		const encoded = entry(value);
		if (encoded === undefined) return { reason: `value ${i + 1}, ${JSON.stringify(value)}, is none of ${type.text}` };
		entries.push(encoded);
	}
	const bits = type.bits / entriesPerElement(type);
	if (isFloat(type) && bits >= 32) {
		const numbers = entries.map(Number);
		return new Uint8Array((bits === 32 ? Float32Array.from(numbers) : Float64Array.from(numbers)).buffer);
	}
	return packIntegers(entries.map(BigInt), bits);
}

function isFloat({ field }: TensorType): boolean {
	return field === "floatData" || field === "doubleData";
}

/** What turns a value into what is packed: a float, or an integer that may have a sign; undefined where that does not go. */
function entryEncoder(type: TensorType): (value: Value) => number | bigint | undefined {
	if (type.name === "BOOL") return (value) => bools.get(value);
	if (isSmallFloat(type)) {
		return (value) => {
			const number = floatOf(value);
			return number === undefined ? undefined : smallFloatCode(type, number);
		};
	}
	if (isFloat(type)) return (value) => fittingFloat(floatOf(value), type);
	const isSigned = type.name.startsWith("INT");
	const low = isSigned ? -(2n ** BigInt(type.bits - 1)) : 0n;
	const high = 2n ** BigInt(isSigned ? type.bits - 1 : type.bits) - 1n;
	return (value) => {
		const integer = integerOf(value);
		return integer === undefined || integer < low || integer > high ? undefined : integer;
	};
}

const bools: ReadonlyMap<Value, number> = new Map<Value, number>([
	[true, 1],
	[false, 0],
	[1, 1],
	[0, 0],
]);

const floatWords: ReadonlyMap<string, number> = new Map([
	["inf", Infinity],
	["-inf", -Infinity],
	["nan", Number.NaN],
	["-0", -0],
]);

function floatOf(value: Value): number | undefined {
	if (typeof value === "string") return floatWords.get(value);
	return typeof value === "number" ? value : undefined;
}

/** Undefined where a finite number would become infinite. */
function fittingFloat(value: number | undefined, { bits, name }: TensorType): number | undefined {
	const isSingle = bits === 32 || name === "COMPLEX64";
	const isTooLarge = isSingle && Number.isFinite(value) && !Number.isFinite(Math.fround(value ?? 0));
	return isTooLarge ? undefined : value;
}

function integerOf(value: Value): bigint | undefined {
	if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
	return typeof value === "string" && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}
