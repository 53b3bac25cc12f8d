import { contentsOf, type TensorProto } from "@suture/onnx";
import { type Constant, constantKey } from "./constants.ts";
import type { Reading } from "./reading.ts";
import { contentsKey } from "./tensor-key.ts";

/** By how much numbers differ. */
export interface TensorError {
	readonly elements: number;
	/** Elements that are not equal. */
	readonly differing: number;
	/** Of finite elements. */
	readonly maxAbsolute: number;
	/** The same, relative to the largest magnitude before; undefined when that is 0. */
	readonly maxRelative: number | undefined;
}

/** A constant that is there before and after, and not the same. */
export interface ConstantChange {
	readonly before: Constant;
	readonly after: Constant;
	/** "unread": they lie in files, and `measureConstants` finds out. */
	readonly contents: "equal" | "differ" | "unread";
	/** Known after `measureConstants`, for numbers of which there are as many before as after. */
	readonly error?: TensorError;
}

/** How two constants that are the same one differ; undefined when they don't, or only in their names. */
export function constantChange(before: Constant, after: Constant, reading: Reading): ConstantChange | undefined {
	const contents = compareContents(before, after, reading);
	const isSame = contents === "equal" && before.as === after.as && typeOf(before) === typeOf(after);
	return isSame ? undefined : { before, after, contents };
}

/** Element type and shape. */
function typeOf(constant: Constant): string {
	return constant.as === "sparse-initializer"
		? constant.tensor.dims.join()
		: `${constant.tensor.dataType} ${constant.tensor.dims.join()}`;
}

function compareContents(before: Constant, after: Constant, reading: Reading): ConstantChange["contents"] {
	if (before.tensor === after.tensor) return "equal";
	if (before.as === "sparse-initializer" || after.as === "sparse-initializer") {
		return constantKey(before, reading) === constantKey(after, reading) ? "equal" : "differ";
	}
	if (typeOf(before) === typeOf(after) && isSameRange(before.tensor, after.tensor)) return "equal";
	const [was, is] = [before, after].map(({ tensor }) => contentsKey(tensor as TensorProto, reading.fingerprints));
	if (was === undefined || is === undefined) return "unread";
	return was === is ? "equal" : "differ";
}

/** Whether two tensors are one stretch of one file. */
function isSameRange(one: TensorProto, other: TensorProto): boolean {
	const [a, b] = [contentsOf(one), contentsOf(other)];
	if (!a || !b || a.encoding !== b.encoding || a.payload.at !== "source" || b.payload.at !== "source") return false;
	const [here, there] = [a.payload, b.payload];
	return here.source === there.source && here.start === there.start && here.byteLength === there.byteLength;
}
