import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { lengthOf, shapeOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { least } from "../dimension/bounds.ts";
import type { Shape } from "../fact/value-type.ts";
import { axesIn, givenAxes } from "./axis.ts";

/** Squeeze: takes away the axes, or without axes every axis of size 1. Axes are an input since version 13.
 *  Problems: shape/squeeze when an axis is not 1. */
export const squeeze: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor()];
	const axes = givenAxes(call, 1);
	if (axes === "absent") return [tensor(withoutOnes(shape))];
	if (axes === undefined) {
		const count = lengthOf(call, 1);
		return [tensor(count === undefined || count > shape.length ? undefined : unknownShape(shape.length - count))];
	}
	const gone = axesIn(call, axes, shape.length);
	if (gone === undefined) return [tensor()];
	for (const axis of gone) {
		const size = shape[axis];
		if (typeof size === "number" && size !== 1) call.report("shape/squeeze", { axis, size });
	}
	return [tensor(shape.filter((_, axis) => !gone.includes(axis)))];
};

/** The rank is known only when each size surely is 1 or surely is not. */
function withoutOnes(shape: Shape): PartialShape | undefined {
	const isOpen = shape.some((size) => typeof size !== "number" && least(size) <= 1);
	return isOpen ? undefined : shape.filter((size) => size !== 1);
}

/** Unsqueeze: the axes are those of the result. They are an input since version 13. */
export const unsqueeze: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const axes = givenAxes(call, 1);
	if (shape === undefined || axes === "absent") return [tensor()];
	const count = axes?.length ?? lengthOf(call, 1);
	if (count === undefined) return [tensor()];
	const rank = shape.length + count;
	const added = axes && axesIn(call, axes, rank);
	return [tensor(added ? withOnes(call, shape, added, rank) : unknownShape(rank))];
};

function withOnes(call: Call, shape: Shape, added: readonly number[], rank: number): PartialShape {
	if (new Set(added).size < added.length) {
		call.report("shape/repeated-axis", { axes: added });
		return unknownShape(rank);
	}
	const left = [...shape];
	return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : left.shift()));
}
