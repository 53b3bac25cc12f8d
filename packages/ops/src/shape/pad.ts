import { integers } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { hasInput, numbersOf, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { plus } from "../dimension/partial.ts";
import { axesIn } from "./axis.ts";

/** Pad: in front of every axis, then behind every axis; only some axes since version 18. Attributes until version 2 (called
 *  paddings in version 1), inputs since 11. Problems: shape/pads when the counts do not fit. */
export const pad: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor()];
	const pads = hasInput(call, 1) ? sizesOf(call, 1) : (integers(call, "pads") ?? integers(call, "paddings"));
	const axes = paddedAxes(call, shape.length);
	if (pads === undefined || axes === undefined) return [tensor(unknownShape(shape.length))];
	if (pads.length !== 2 * axes.length) {
		call.report("shape/pads", { pads: pads.length, axes: axes.length });
		return [tensor(unknownShape(shape.length))];
	}
	return [tensor(padded(shape, pads, axes))];
};

function padded(shape: PartialShape, pads: PartialShape, axes: readonly number[]): PartialShape {
	return shape.map((size, axis) => {
		const at = axes.indexOf(axis);
		if (at < 0) return size;
		return plus(size, plus(pads[at], pads[at + axes.length]));
	});
}

function paddedAxes(call: Call, rank: number): readonly number[] | undefined {
	if (!hasInput(call, 3)) return Array.from({ length: rank }, (_, axis) => axis);
	const given = numbersOf(call, 3);
	return given && axesIn(call, given, rank);
}

/** CenterCropPad: the sizes that the second input says, for all axes or those of the attribute. */
export const centerCropPad: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const sizes = sizesOf(call, 1);
	const given = integers(call, "axes");
	const rank = shape?.length ?? (given === undefined ? sizes?.length : undefined);
	if (rank === undefined) return [tensor()];
	const axes = given ? axesIn(call, given, rank) : Array.from({ length: rank }, (_, axis) => axis);
	if (axes === undefined) return [tensor(unknownShape(rank))];
	return [
		tensor(
			Array.from({ length: rank }, (_, axis) => {
				const at = axes.indexOf(axis);
				return at < 0 ? shape?.[axis] : sizes?.[at];
			}),
		),
	];
};
