import { float, floats, integers, text } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { elementsOf, hasInput, lengthOf, numbersOf, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import { calculate, roundReal } from "../dimension/real-arithmetic.ts";
import type { Element, Elements } from "../fact/element.ts";
import type { Shape } from "../fact/value-type.ts";
import { axesIn } from "./axis.ts";

/** Resize: sizes as given, or floor(size · scale); only some axes since version 18, and then a policy can keep the ratio.
 *  Source: ONNX Operators.md, Resize-19; in ONNX Runtime the product is a float32. */
export const resize: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	// Resize-10: X, scales. Since version 11: X, roi, scales, sizes.
	const isOld = call.schema.sinceVersion < 11;
	const [scalesAt, sizesAt] = isOld ? [1, Number.NaN] : [2, 3];
	const rank = shape?.length ?? rankFromInputs(call, scalesAt, sizesAt);
	if (rank === undefined) return [tensor()];
	const axes = resizedAxes(call, rank);
	const bySize = hasInput(call, sizesAt) && lengthOf(call, sizesAt) !== 0;
	if (shape === undefined || axes === undefined) {
		const sizes = bySize && !isPolicy(call) ? sizesOf(call, sizesAt) : undefined;
		return [tensor(sizes?.length === rank ? sizes : unknownShape(rank))];
	}
	if (bySize) return [tensor(sizedShape(call, shape, axes, sizesOf(call, sizesAt)))];
	const roi = text(call, "coordinate_transformation_mode") === "tf_crop_and_resize" ? roiSpans(call, axes.length) : [];
	return [tensor(scaledShape(call, shape, axes, elementsOf(call, scalesAt), roi))];
};

function rankFromInputs(call: Call, scalesAt: number, sizesAt: number): number | undefined {
	if (integers(call, "axes") !== undefined) return undefined;
	return lengthOf(call, scalesAt) || lengthOf(call, sizesAt) || undefined;
}

function resizedAxes(call: Call, rank: number): readonly number[] | undefined {
	const given = integers(call, "axes");
	return given ? axesIn(call, given, rank) : Array.from({ length: rank }, (_, axis) => axis);
}

function isPolicy(call: Call): boolean {
	return (text(call, "keep_aspect_ratio_policy") ?? "stretch") !== "stretch";
}

function sizedShape(call: Call, shape: Shape, axes: readonly number[], sizes: PartialShape | undefined): PartialShape {
	if (sizes && sizes.length !== axes.length) call.report("shape/resize", { given: sizes.length, wanted: axes.length });
	const wanted = isPolicy(call) ? keepingRatio(call, shape, axes, sizes) : sizes;
	return shape.map((size, axis) => {
		const at = axes.indexOf(axis);
		return at < 0 ? size : wanted?.[at];
	});
}

/** One scale for all axes: the smallest ("not_larger") or the largest that any axis asks for. */
function keepingRatio(
	call: Call,
	shape: Shape,
	axes: readonly number[],
	sizes: PartialShape | undefined,
): PartialShape | undefined {
	const ratios = axes.map((axis, at) => {
		const from = shape[axis];
		const to = sizes?.[at];
		return typeof from === "number" && typeof to === "number" ? Math.fround(to / from) : Number.NaN;
	});
	if (ratios.some(Number.isNaN)) return undefined;
	const scale = text(call, "keep_aspect_ratio_policy") === "not_larger" ? Math.min(...ratios) : Math.max(...ratios);
	// Halves go up: round_int of ONNX's reference.
	return axes.map((axis) => Math.floor(Math.fround(scale * Number(shape[axis])) + 0.5));
}

function scaledShape(
	call: Call,
	shape: Shape,
	axes: readonly number[],
	scales: Elements | undefined,
	spans: readonly number[] | undefined,
): PartialShape {
	if (scales && scales.length !== axes.length) {
		call.report("shape/resize", { given: scales.length, wanted: axes.length });
	}
	return shape.map((size, axis) => {
		const at = axes.indexOf(axis);
		if (at < 0) return size;
		const span = spans?.length === 0 ? 1 : spans?.[at];
		return span === undefined ? undefined : scaledSize(size, scales?.[at], span);
	});
}

/** ⌊size · span · scale⌋ in float32. */
function scaledSize(size: Dimension, scale: Element, span = 1): Dimension | undefined {
	const cropped = calculate("multiply", size, span, true);
	if (scale === undefined || cropped === undefined) return undefined;
	const product = calculate("multiply", cropped, scale, true);
	return product === undefined ? undefined : roundReal("floor", product);
}

/** With cropping, roi is all starts and then all ends, as parts of 1. */
function roiSpans(call: Call, axes: number): readonly number[] | undefined {
	const roi = numbersOf(call, 1);
	return roi && Array.from({ length: axes }, (_, i) => (roi[i + axes] ?? 1) - (roi[i] ?? 0));
}

/** Upsample: floor(size · scale); attributes height_scale and width_scale in version 1, scales in 7, an input since 9. */
export const upsample: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor()];
	const written = call.attributes.get("height_scale")?.f;
	const old = written === undefined ? undefined : [1, 1, written, call.attributes.get("width_scale")?.f];
	const scales = hasInput(call, 1) ? elementsOf(call, 1) : (floats(call, "scales") ?? old);
	return [tensor(shape.map((size, axis) => scaledSize(size, scales?.[axis])))];
};

/** ResizeNearest_TRT: [N, C, H, W] → [N, C, ⌊H · scale⌋, ⌊W · scale⌋]. */
export const resizeNearest: ShapeFunction = (call) => {
	const scale = float(call, "scale");
	return [tensor(shapeOf(call, 0)?.map((size, axis) => (axis < 2 ? size : scaledSize(size, scale))))];
};

/** GridSample: x [N, C, …], grid [N, …D, rank] → [N, C, …D]. */
export const gridSample: ShapeFunction = (call) => {
	const x = shapeOf(call, 0);
	const grid = shapeOf(call, 1);
	const rank = x?.length ?? grid?.length;
	if (rank === undefined) return [tensor()];
	return [tensor([x?.[0] ?? grid?.[0], x?.[1], ...(grid?.slice(1, -1) ?? unknownShape(rank - 2))])];
};

/** AffineGrid: size is [N, C, …D] → [N, …D, number of D]. */
export const affineGrid: ShapeFunction = (call) => {
	const size = sizesOf(call, 1);
	const rank = size?.length ?? lengthOf(call, 1);
	if (rank === undefined) return [tensor()];
	return [tensor([size?.[0] ?? shapeOf(call, 0)?.[0], ...(size?.slice(2) ?? unknownShape(rank - 2)), rank - 2])];
};
