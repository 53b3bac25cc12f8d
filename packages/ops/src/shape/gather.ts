import { integer } from "../call/attributes.ts";
import type { ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { shapedLike, tensor } from "../call/outputs.ts";
import { axisIn } from "./axis.ts";

/** Gather: the axis is replaced by the shape of the indices. */
export const gather: ShapeFunction = (call) => {
	const data = shapeOf(call, 0);
	const indices = shapeOf(call, 1);
	if (data === undefined || indices === undefined) return [tensor()];
	const axis = axisIn(call, integer(call, "axis") ?? 0, data.length);
	return [tensor(axis === undefined ? undefined : [...data.slice(0, axis), ...indices, ...data.slice(axis + 1)])];
};

/** GatherElements has the shape of its indices. */
export const gatherElements: ShapeFunction = (call) => [shapedLike(call, 1)];

/** GatherND: indices [… , k]; the first b axes are batches: […indices but the last, …data behind b + k].
 *  Problems: shape/gather-nd when the indices reach deeper than the data. */
export const gatherND: ShapeFunction = (call) => {
	const data = shapeOf(call, 0);
	const indices = shapeOf(call, 1);
	const depth = indices?.at(-1);
	if (data === undefined || indices === undefined || typeof depth !== "number") return [tensor()];
	const batches = integer(call, "batch_dims") ?? 0;
	if (batches + depth > data.length) {
		call.report("shape/gather-nd", { depth: batches + depth, rank: data.length });
		return [tensor()];
	}
	return [tensor([...indices.slice(0, -1), ...data.slice(batches + depth)])];
};
