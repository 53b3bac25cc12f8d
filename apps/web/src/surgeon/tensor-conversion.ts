import { applyEdits, bodyOf, graphFromText, type TensorLiteral } from "@suture/graph";
import {
	elementCount,
	type TensorProto,
	type TensorValues,
	tensorBytesInMemory,
	tensorType,
	tensorValues,
} from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";

/** What another element type costs a tensor. */
export interface ConversionLoss {
	readonly elements: number;
	/** Elements that are not what they were. */
	readonly changed: number;
	/** Of these, those that were finite and are infinite, or were cut to the type's range. */
	readonly overflowed: number;
	/** Of these, those that were not 0 and are. */
	readonly zeroed: number;
	readonly maxAbsoluteError: number;
	/** Relative to what the element was; elements that were 0 have none. */
	readonly maxRelativeError: number;
}

/** Elements as another type has them, whole numbers rounded to the nearest, and what that costs. */
export function converted(
	values: TensorValues,
	dims: readonly number[],
	type: string,
): { readonly tensor: TensorProto; readonly loss: ConversionLoss } | Problem {
	const wanted = Array.from(values as ArrayLike<number | bigint>, (value) => fitted(value, type));
	const made = tensorFromLiteral({ type, dims, values: wanted });
	if ("code" in made) return made;
	const target = tensorType(made.dataType);
	const read = tensorBytesInMemory(made);
	if (!target || !read || "problem" in read)
		return problem("edit/bad-tensor", { tensor: "It", reason: `${type} holds no numbers` });
	return { tensor: made, loss: lossOf(values, tensorValues(target, read.bytes, elementCount(dims)), type) };
}

/** A literal as a tensor in memory. */
export function tensorFromLiteral(literal: TensorLiteral): TensorProto | Problem {
	// An edit is what turns literals into tensors; it needs a graph that has one.
	const { graph } = graphFromText("g (float[1] x) => (float[1] y) <float[1] w = {0}> { y = Mul (x, w) }");
	if (!graph) throw new Error("The text is a graph.");
	const { graph: edited, problems } = applyEdits(graph, [{ do: "set-tensor", value: "w", tensor: literal }]);
	const [tensor] = bodyOf(edited, edited.main).initializers;
	const [met] = problems;
	return met?.problem ?? tensor ?? problem("edit/no-such-tensor", { wanted: "w" });
}

/** An element as a literal of a type can hold it. */
function fitted(value: number | bigint, type: string): number | string | boolean {
	if (type === "bool") return value !== 0 && value !== 0n;
	const range = rangeOf(type);
	if (!range) return typeof value === "bigint" ? fittedFloat(Number(value), type) : fittedFloat(value, type);
	if (typeof value === "number" && Number.isNaN(value)) return 0;
	if (typeof value === "number" && !Number.isFinite(value)) return literalNumber(value < 0 ? range.low : range.high);
	const whole = typeof value === "bigint" ? value : BigInt(Math.round(value));
	return literalNumber(whole < range.low ? range.low : whole > range.high ? range.high : whole);
}

function rangeOf(type: string): { readonly low: bigint; readonly high: bigint } | undefined {
	const [, unsigned, bits] = /^(u?)int(\d+)$/.exec(type) ?? [];
	if (bits === undefined) return undefined;
	const size = 1n << BigInt(unsigned ? Number(bits) : Number(bits) - 1);
	return { low: unsigned ? 0n : -size, high: size - 1n };
}

function literalNumber(value: bigint): number | string {
	return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** Largest finite numbers of floats; from `infinite` on the nearest is infinity, where the type has one. Those that have none
 *  are cut to their range, as ONNX's Cast does by itself. Source: docs/docsgen/source/technical of onnx 1.23. */
const floatRanges: ReadonlyMap<
	string,
	{ readonly largest: number; readonly infinite?: number; readonly hasNaN: boolean }
> = new Map([
	["float", { largest: 3.4028234663852886e38, infinite: 2 ** 128 - 2 ** 103, hasNaN: true }],
	["float16", { largest: 65504, infinite: 65520, hasNaN: true }],
	["bfloat16", { largest: 3.3895313892515355e38, infinite: 2 ** 128 - 2 ** 119, hasNaN: true }],
	["float8e4m3fn", { largest: 448, hasNaN: true }],
	["float8e4m3fnuz", { largest: 240, hasNaN: true }],
	["float8e5m2", { largest: 57344, hasNaN: true }],
	["float8e5m2fnuz", { largest: 57344, hasNaN: true }],
	["float6e2m3", { largest: 7.5, hasNaN: false }],
	["float6e3m2", { largest: 28, hasNaN: false }],
	["float4e2m1", { largest: 6, hasNaN: false }],
]);

function fittedFloat(value: number, type: string): number | string {
	const range = floatRanges.get(type);
	if (Number.isNaN(value)) return range && !range.hasNaN ? 0 : "nan";
	if (Object.is(value, -0)) return "-0";
	const sign = value < 0 ? "-" : "";
	const size = Math.abs(value);
	if (!range) return Number.isFinite(value) ? value : `${sign}inf`;
	if (size <= range.largest) return value;
	if (range.infinite !== undefined && size >= range.infinite) return `${sign}inf`;
	return value < 0 ? -range.largest : range.largest;
}

function lossOf(before: TensorValues, after: TensorValues, type: string): ConversionLoss {
	const range = rangeOf(type);
	let [changed, overflowed, zeroed, maxAbsoluteError, maxRelativeError] = [0, 0, 0, 0, 0];
	for (let i = 0; i < before.length; i++) {
		const [was, is] = [Number(before[i]), Number(after[i])];
		if (Object.is(was, is) || was === is) continue;
		changed++;
		const largest = floatRanges.get(type)?.largest ?? Infinity;
		const isCut = range ? was > Number(range.high) || was < Number(range.low) : Math.abs(was) > largest;
		if (isCut) overflowed++;
		if (was !== 0 && is === 0) zeroed++;
		const error = Math.abs(was - is);
		if (!Number.isFinite(error)) continue;
		maxAbsoluteError = Math.max(maxAbsoluteError, error);
		if (was !== 0) maxRelativeError = Math.max(maxRelativeError, error / Math.abs(was));
	}
	return { elements: before.length, changed, overflowed, zeroed, maxAbsoluteError, maxRelativeError };
}
