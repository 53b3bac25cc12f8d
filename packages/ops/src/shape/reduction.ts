import { integer } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { lengthOf, rankOf, shapeOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { axesIn, axisIn, givenAxes } from "./axis.ts";

/** ReduceSum and its kin: the axes become 1 or vanish; without axes all do, or none where noop_with_empty_axes says so.
 *  Axes are an attribute, since ReduceSum-13 and the others' version 18 an input. */
export const reduce: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor(keepsAxes(call) ? undefined : scalarWhenAll(call))];
	const axes = reducedAxes(call, shape.length);
	if (axes === undefined) return [tensor(shapeOfUnknownAxes(call, shape.length))];
	return [tensor(withoutAxes(shape, axes, keepsAxes(call)))];
};

function keepsAxes(call: Call): boolean {
	return (integer(call, "keepdims") ?? 1) !== 0;
}

function scalarWhenAll(call: Call): PartialShape | undefined {
	const all = givenAxes(call, 1) === "absent" && integer(call, "noop_with_empty_axes") !== 1;
	return all ? [] : undefined;
}

/** The axes that a reduction takes away; undefined when they are not known. */
export function reducedAxes(call: Call, rank: number): readonly number[] | undefined {
	const axes = givenAxes(call, 1);
	if (axes === undefined) return undefined;
	if (axes !== "absent" && axes.length > 0) return axesIn(call, axes, rank);
	return integer(call, "noop_with_empty_axes") === 1 ? [] : Array.from({ length: rank }, (_, axis) => axis);
}

/** With keepdims the rank stays; else it falls by the number of axes, which can be known when they are not. */
function shapeOfUnknownAxes(call: Call, rank: number): PartialShape | undefined {
	if (keepsAxes(call)) return unknownShape(rank);
	const count = lengthOf(call, 1);
	return count === undefined || count === 0 || count > rank ? undefined : unknownShape(rank - count);
}

/** A shape after its axes were reduced. */
function withoutAxes(shape: PartialShape, axes: readonly number[], keep: boolean): PartialShape {
	const gone = new Set(axes);
	return keep ? shape.map((size, axis) => (gone.has(axis) ? 1 : size)) : shape.filter((_, axis) => !gone.has(axis));
}

/** ArgMax, ArgMin: one axis. */
export const reduceToIndex: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const rank = rankOf(call, 0);
	if (shape === undefined || rank === undefined) return [tensor()];
	const axis = axisIn(call, integer(call, "axis") ?? 0, rank);
	if (axis === undefined) return [tensor()];
	return [tensor(withoutAxes(shape, [axis], keepsAxes(call)))];
};
