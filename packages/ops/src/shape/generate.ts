import { floats, integer, integers, isGiven, tensorAttribute, text, texts } from "../call/attributes.ts";
import type { Call, Output, ShapeFunction } from "../call/call.ts";
import { elementsOf, lengthOf, shapeOf, sizeOf, sizesOf } from "../call/inputs.ts";
import { shapedLike, tensor, unknownShape } from "../call/outputs.ts";
import { ceilDivide } from "../dimension/divide.ts";
import type { Dimension } from "../dimension/expression.ts";
import { maximum } from "../dimension/extremes.ts";
import { over, plus } from "../dimension/partial.ts";
import { difference } from "../dimension/polynomial.ts";
import { calculate, roundReal } from "../dimension/real-arithmetic.ts";
import { type ElementType, elementTypeOf } from "../fact/element-type.ts";
import { axisIn } from "./axis.ts";
import { namedElement } from "./same-shape.ts";

/** Constant: one of seven attributes says what. */
export const constant: ShapeFunction = (call) => [constantOutput(call)];

function constantOutput(call: Call): Output {
	const value = tensorAttribute(call, "value");
	if (value) return { element: elementTypeOf(value.dataType), shape: value.dims };
	const sparse = call.attributes.get("sparse_value")?.sparseTensor;
	// A node that uses it gets it dense: the schema's output is a tensor.
	if (sparse) return { element: elementTypeOf(sparse.values?.dataType), shape: sparse.dims };
	const [name, element] = scalars.find(([scalar]) => isGiven(call, scalar)) ?? [];
	if (name !== undefined) return tensor([], element);
	if (isGiven(call, "value_ints")) return tensor([integers(call, "value_ints")?.length], "int64");
	if (isGiven(call, "value_floats")) return tensor([floats(call, "value_floats")?.length], "float");
	if (isGiven(call, "value_strings")) return tensor([texts(call, "value_strings")?.length], "string");
	return {};
}

const scalars: readonly (readonly [string, ElementType])[] = [
	["value_int", "int64"],
	["value_float", "float"],
	["value_string", "string"],
];

/** ConstantOfShape: the shape that its input says, of the type of its value; float without one. */
export const constantOfShape: ShapeFunction = (call) => {
	const value = tensorAttribute(call, "value");
	return [{ ...shapeFromInput(call, 0), element: value ? elementTypeOf(value.dataType) : "float" }];
};

function shapeFromInput(call: Call, input: number): Output {
	const length = lengthOf(call, input);
	return tensor(sizesOf(call, input) ?? (length === undefined ? undefined : unknownShape(length)));
}

/** A tensor of the shape in an attribute: RandomNormal, RandomUniform. */
export const shapeAttribute: ShapeFunction = (call) => [
	tensor(integers(call, "shape"), namedElement(call, "dtype", "float")),
];

/** Range(start, limit, delta): max(⌈(limit − start) / delta⌉, 0). */
export const range: ShapeFunction = (call) => {
	["start", "limit", "delta"].forEach((input, i) => {
		const shape = shapeOf(call, i);
		if (shape?.some((size) => typeof size === "number" && size !== 1))
			call.report("shape/rank", { input, wanted: "one element", found: shape.length });
	});
	const start = elementsOf(call, 0)?.[0];
	const limit = elementsOf(call, 1)?.[0];
	// delta may be left out in com.microsoft's Range.
	const delta = call.inputs[2] === undefined ? 1 : elementsOf(call, 2)?.[0];
	if (start === undefined || limit === undefined || typeof delta !== "number" || delta === 0)
		return [tensor([undefined])];
	const span = calculate("subtract", limit, start, false);
	if (span === undefined) return [tensor([undefined])];
	const count = typeof span === "number" ? Math.ceil(span / delta) : wholeSteps(roundReal("ceil", span), delta);
	return [tensor([count === undefined ? undefined : maximum([count, 0])])];
};

function wholeSteps(span: Dimension | undefined, delta: number): Dimension | undefined {
	if (span === undefined || !Number.isInteger(delta)) return undefined;
	return delta > 0 ? ceilDivide(span, delta) : ceilDivide(difference(0, span), -delta);
}

/** OneHot: a new axis of `depth` among those of the indices. */
export const oneHot: ShapeFunction = (call) => {
	const indices = shapeOf(call, 0);
	if (indices === undefined) return [tensor()];
	const axis = axisIn(call, integer(call, "axis") ?? -1, indices.length + 1);
	if (axis === undefined) return [tensor()];
	return [tensor([...indices.slice(0, axis), sizeOf(call, 1), ...indices.slice(axis)])];
};

/** HannWindow and its kin: as long as the input says. */
export const windowFunction: ShapeFunction = (call) => [
	tensor([sizeOf(call, 0)], namedElement(call, "output_datatype", "float")),
];

/** MelWeightMatrix: [dft_length/2 + 1, num_mel_bins]. */
export const melWeightMatrix: ShapeFunction = (call) => {
	const bins = plus(over(sizeOf(call, 1), 2), 1);
	return [tensor([bins, sizeOf(call, 0)], namedElement(call, "output_datatype", "float"))];
};

/** Multinomial: [batch, sample_size]. */
export const multinomial: ShapeFunction = (call) => [
	tensor([shapeOf(call, 0)?.[0], integer(call, "sample_size") ?? 1], namedElement(call, "dtype", "int32")),
];

/** EyeLike: the shape of its input; the element type of the attribute, else of the input. */
export const eyeLike: ShapeFunction = (call) => [shapedLike(call, 0, namedElement(call, "dtype", "first input"))];

/** Shape: a vector as long as the rank, or the part between start and end (version 15). */
export const shapeVector: ShapeFunction = (call) => {
	const rank = shapeOf(call, 0)?.length;
	if (rank === undefined) return [tensor([undefined])];
	const [from, to] = shapeSpan(call, rank);
	return [tensor([Math.max(0, to - from)])];
};

/** The axes that a Shape node gives: from, to (not included). */
export function shapeSpan(call: Call, rank: number): readonly [number, number] {
	const clamp = (axis: number) => Math.min(Math.max(axis < 0 ? axis + rank : axis, 0), rank);
	return [clamp(integer(call, "start") ?? 0), clamp(integer(call, "end") ?? rank)];
}

/** A scalar, of the type of the schema: Size, SequenceLength and others. */
export const scalar: ShapeFunction = () => [tensor([])];

/** ImageDecoder: [height, width, channels], of which the file's data knows the first two. */
export const imageDecoder: ShapeFunction = (call) => [
	tensor([undefined, undefined, text(call, "pixel_format") === "Grayscale" ? 1 : 3]),
];
