import { integer, isGiven } from "../call/attributes.ts";
import type { PartialShape, ShapeFunction } from "../call/call.ts";
import { numbersOf, rankOf, shapeOf, sizeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import { productOf } from "../dimension/polynomial.ts";
import { axisIn } from "./axis.ts";

/** NonZero: [rank, how many]. How many depends on the data: a symbol, unless the elements are known. */
export const nonZero: ShapeFunction = (call) => {
	const found = numbersOf(call, 0)?.filter((one) => one !== 0).length;
	return [tensor([rankOf(call, 0), found ?? call.fresh(0, ".count")])];
};

/** Compress: as many along the axis as the condition has trues. */
export const compress: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const found = numbersOf(call, 1)?.filter((one) => one !== 0).length;
	const count = found ?? call.fresh(0, ".count");
	const given = integer(call, "axis");
	if (given === undefined) return [tensor([count])];
	const axis = shape && axisIn(call, given, shape.length);
	return [tensor(axis === undefined ? undefined : shape?.with(axis, count))];
};

/** Unique: the distinct values, or slices along an axis; how many is a symbol that three of the outputs share. */
export const unique: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const numbers = isGiven(call, "axis") ? undefined : numbersOf(call, 0);
	const count = numbers ? new Set(numbers).size : call.fresh(0, ".count");
	if (!isGiven(call, "axis")) {
		return [tensor([count]), tensor([count]), tensor([shape && productOf(shape)]), tensor([count])];
	}
	const axis = shape && axisIn(call, integer(call, "axis") ?? 0, shape.length);
	const slices: PartialShape | undefined = axis === undefined ? undefined : shape?.with(axis, count);
	return [tensor(slices), tensor([count]), tensor([axis === undefined ? undefined : shape?.[axis]]), tensor([count])];
};

/** TopK: k along the axis, for the values and their indices. k was an attribute until version 9. */
export const topK: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const axis = shape && axisIn(call, integer(call, "axis") ?? -1, shape.length);
	if (shape === undefined || axis === undefined) return [tensor(), tensor()];
	const count = call.schema.attributes.has("k") ? integer(call, "k") : sizeOf(call, 1);
	const size = shape[axis];
	if (typeof count === "number" && typeof size === "number" && count > size)
		call.report("shape/top-k", { count, size });
	const found: PartialShape = shape.map((one, i) => (i === axis ? count : one));
	return [tensor(found), tensor(found)];
};

/** NonMaxSuppression: [how many, 3], at most what the third input allows for each class of each image. */
export const nonMaxSuppression: ShapeFunction = (call) => {
	const most = sizeOf(call, 2);
	// Without the third input nothing may be chosen: its default is 0.
	const count: Dimension = call.inputs[2] === undefined || most === 0 ? 0 : call.fresh(0, ".count");
	return [tensor([count, 3])];
};
