import { integer, integers } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import { times } from "../dimension/partial.ts";
import { difference, product, sum } from "../dimension/polynomial.ts";
import { list, type Window, windowOf } from "./window.ts";

/** ConvTranspose: x [N, C, …D], w [C, M/group, …K] → [N, M, …D'], where D' is what a convolution would turn into D.
 *  stride·(D − 1) + output_padding + dilation·(K − 1) + 1 − pads. Source: ONNX Operators.md, ConvTranspose-22. */
export const transposedConvolution: ShapeFunction = (call) => {
	const weight = shapeOf(call, 1);
	const rank = shapeOf(call, 0)?.length ?? weight?.length;
	if (rank === undefined || rank < 2) return [tensor()];
	const x = shapeOf(call, 0) ?? unknownShape(rank);
	const kernel = integers(call, "kernel_shape") ?? weight?.slice(2);
	const channels = times(weight?.[1], integer(call, "group") ?? 1);
	return [tensor([x[0], channels, ...spatialSizes(call, x.slice(2), kernel)])];
};

function spatialSizes(
	call: Call,
	sizes: readonly (Dimension | undefined)[],
	kernel: readonly (Dimension | undefined)[] | undefined,
): readonly (Dimension | undefined)[] {
	const given = integers(call, "output_shape");
	// Some exporters give all of the output's shape, batch and channels too.
	if (given && given.length >= sizes.length) return sizes.length === 0 ? [] : given.slice(-sizes.length);
	const window = windowOf(call, sizes.length);
	const padding = list(call, "output_padding", sizes.length, 0);
	return sizes.map((size, axis) => transposedSize(window, axis, size, kernel?.[axis], padding[axis] ?? 0));
}

function transposedSize(
	{ strides, dilations, pads, autoPad }: Window,
	axis: number,
	size: Dimension | undefined,
	kernel: Dimension | undefined,
	outputPadding: number,
): Dimension | undefined {
	if (size === undefined) return undefined;
	const stride = strides[axis] ?? 1;
	if (autoPad === "SAME_UPPER" || autoPad === "SAME_LOWER") return product(size, stride);
	if (kernel === undefined) return undefined;
	const padded = autoPad === "VALID" ? 0 : (pads[axis] ?? 0) + (pads[axis + pads.length / 2] ?? 0);
	const reach = sum(product(difference(kernel, 1), dilations[axis] ?? 1), 1);
	return difference(sum(product(difference(size, 1), stride), sum(reach, outputPadding)), padded);
}

/** MaxUnpool: what the pooling came from; the third input can say its shape. */
export const maxUnpool: ShapeFunction = (call) => {
	const x = shapeOf(call, 0);
	if (x === undefined) return [tensor()];
	if (call.inputs[2] !== undefined) return [tensor(sizesOf(call, 2) ?? unknownShape(x.length))];
	const sizes = spatialSizes(call, x.slice(2), integers(call, "kernel_shape"));
	return [tensor([x[0], x[1], ...sizes])];
};
