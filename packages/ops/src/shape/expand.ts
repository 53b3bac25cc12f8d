import type { ShapeFunction } from "../call/call.ts";
import { lengthOf, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { shown } from "../call/shown.ts";
import type { Dimension } from "../dimension/expression.ts";
import { times } from "../dimension/partial.ts";
import { broadcastSize } from "./broadcast.ts";

/** Expand: the input broadcast with the shape that the second input says. Problems: shape/broadcast. */
export const expand: ShapeFunction = (call) => {
	const data = shapeOf(call, 0);
	const target = sizesOf(call, 1);
	const length = target?.length ?? lengthOf(call, 1);
	if (data === undefined || length === undefined) return [tensor()];
	const rank = Math.max(data.length, length);
	if (target === undefined) return [tensor(unknownShape(rank))];
	return [
		tensor(
			Array.from({ length: rank }, (_, axis) => {
				const inTarget = axis - rank + target.length;
				const left = data[axis - rank + data.length] ?? 1;
				return expandedSize(left, inTarget < 0 ? 1 : target[inTarget], (right) =>
					call.report("shape/broadcast", { axis, left: shown(left), right: shown(right) }),
				);
			}),
		),
	];
};

function expandedSize(
	left: Dimension,
	right: Dimension | undefined,
	contradict: (right: Dimension) => void,
): Dimension | undefined {
	// A size that is not 1 stays, whatever the unknown target is.
	if (right === undefined) return typeof left === "number" && left !== 1 ? left : undefined;
	const both = broadcastSize(left, right);
	if (both !== "contradiction") return both;
	contradict(right);
	return undefined;
}

/** Tile: each size times its repeats. Tile-1 took one count and one axis. */
export const tile: ShapeFunction = (call) => {
	const data = shapeOf(call, 0);
	const rank = data?.length ?? lengthOf(call, 1);
	if (call.schema.sinceVersion < 6 || rank === undefined) return [tensor(data && unknownShape(data.length))];
	const repeats = sizesOf(call, 1);
	if (data === undefined || repeats === undefined) return [tensor(unknownShape(rank))];
	if (repeats.length !== data.length) call.report("shape/tile", { repeats: repeats.length, rank: data.length });
	return [tensor(data.map((size, axis) => times(size, repeats[axis])))];
};
