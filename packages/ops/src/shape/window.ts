import { integer, integers, text } from "../call/attributes.ts";
import type { Call } from "../call/call.ts";
import { ceilDivide, floorDivide } from "../dimension/divide.ts";
import type { Dimension } from "../dimension/expression.ts";
import { minimum } from "../dimension/extremes.ts";
import { plus } from "../dimension/partial.ts";
import { difference, product, sum } from "../dimension/polynomial.ts";

/** How a window moves over the spatial axes of a tensor: convolution, pooling, and their inverses. */
export interface Window {
	readonly strides: readonly number[];
	readonly dilations: readonly number[];
	/** In front of each axis, then behind each. */
	readonly pads: readonly number[];
	readonly autoPad: string;
	readonly ceil: boolean;
}

/** The window of a node over `axes` spatial axes; reports shape/attribute-length for lists that do not fit. */
export function windowOf(call: Call, axes: number): Window {
	return {
		strides: list(call, "strides", axes, 1),
		dilations: list(call, "dilations", axes, 1),
		pads: list(call, "pads", 2 * axes, 0),
		autoPad: text(call, "auto_pad") ?? "NOTSET",
		ceil: integer(call, "ceil_mode") === 1,
	};
}

/** A list of one number an axis; `otherwise` where the node gives none. */
export function list(call: Call, name: string, length: number, otherwise: number): readonly number[] {
	const given = integers(call, name);
	if (given === undefined || given.length === 0) return new Array<number>(length).fill(otherwise);
	if (given.length !== length)
		call.report("shape/attribute-length", { attribute: name, length: given.length, wanted: length });
	return given;
}

/** How often the window fits along one axis.
 *  floor((size + pads − dilation·(kernel − 1) − 1) / stride) + 1. Source: ONNX Operators.md, MaxPool-22. */
export function windowCount(
	{ strides, dilations, pads, autoPad, ceil }: Window,
	axis: number,
	size: Dimension | undefined,
	kernel: Dimension | undefined,
): Dimension | undefined {
	const stride = strides[axis] ?? 1;
	if (size === undefined || stride < 1) return undefined;
	if (autoPad === "SAME_UPPER" || autoPad === "SAME_LOWER") return ceilDivide(size, stride);
	if (kernel === undefined) return undefined;
	const before = autoPad === "VALID" ? 0 : (pads[axis] ?? 0);
	const after = autoPad === "VALID" ? 0 : (pads[axis + pads.length / 2] ?? 0);
	const reach = sum(product(difference(kernel, 1), dilations[axis] ?? 1), 1);
	const steps = difference(sum(size, before + after), reach);
	if (!ceil) return plus(floorDivide(steps, stride), 1);
	const all = plus(ceilDivide(steps, stride), 1);
	// A last window that would begin behind the input and the padding before it is left out.
	const begun = ceilDivide(sum(size, before), stride);
	return all === undefined || begun === undefined ? undefined : minimum([all, begun]);
}
