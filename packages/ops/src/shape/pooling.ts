import { integer, integers } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { windowCount, windowOf } from "./window.ts";

/** AveragePool, LpPool, MaxPool: [N, C, …D] → [N, C, …D']; MaxPool's second output, the indices, has the same shape. */
export const pool: ShapeFunction = (call) => {
	const shape = pooledShape(call, shapeOf(call, 0));
	return Array.from({ length: Math.max(1, call.outputCount) }, () => tensor(shape));
};

/** The same where the channels come last: [N, …D, C]. */
export const poolChannelsLast: ShapeFunction = (call) => {
	const x = shapeOf(call, 0);
	const shape = pooledShape(call, x && [...x.slice(0, 1), ...x.slice(-1), ...x.slice(1, -1)]);
	return [tensor(shape && [...shape.slice(0, 1), ...shape.slice(2), shape[1]])];
};

function pooledShape(call: Call, x: PartialShape | undefined): PartialShape | undefined {
	const kernel = integers(call, "kernel_shape");
	if (x === undefined) return kernel && unknownShape(kernel.length + 2);
	if (x.length < 2 || (kernel !== undefined && kernel.length !== x.length - 2)) {
		call.report("shape/rank", { input: "X", wanted: `rank ${(kernel?.length ?? 0) + 2}`, found: x.length });
		return unknownShape(x.length);
	}
	const window = windowOf(call, x.length - 2);
	return [x[0], x[1], ...x.slice(2).map((size, axis) => windowCount(window, axis, size, kernel?.[axis]))];
}

/** GlobalAveragePool and its kin: every spatial axis becomes 1. */
export const globalPool: ShapeFunction = (call) => [
	tensor(shapeOf(call, 0)?.map((size, axis) => (axis < 2 ? size : 1))),
];

/** GlobalAveragePool of com.microsoft can have the channels at the end. */
export const quantizedGlobalPool: ShapeFunction = (call) => {
	const x = shapeOf(call, 0);
	const last = integer(call, "channels_last") === 1;
	return [tensor(x?.map((size, axis) => (axis === 0 || axis === (last ? x.length - 1 : 1) ? size : 1)))];
};

/** MaxRoiPool: x [N, C, H, W], rois [count, 5] → [count, C, …pooled_shape]. */
export const maxRoiPool: ShapeFunction = (call) => {
	const pooled = integers(call, "pooled_shape") ?? [undefined, undefined];
	return [tensor([shapeOf(call, 1)?.[0], shapeOf(call, 0)?.[1], ...pooled])];
};

/** RoiAlign: x [N, C, H, W], rois [count, 4] → [count, C, output_height, output_width]. */
export const roiAlign: ShapeFunction = (call) => {
	const count = shapeOf(call, 1)?.[0] ?? shapeOf(call, 2)?.[0];
	const channels = shapeOf(call, 0)?.[1];
	return [tensor([count, channels, integer(call, "output_height") ?? 1, integer(call, "output_width") ?? 1])];
};
