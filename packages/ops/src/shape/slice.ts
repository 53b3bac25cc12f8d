import { integers } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { hasInput, lengthOf, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { isAtLeast } from "../dimension/bounds.ts";
import { ceilDivide } from "../dimension/divide.ts";
import type { Dimension } from "../dimension/expression.ts";
import { maximum, minimum } from "../dimension/extremes.ts";
import { difference, sum } from "../dimension/polynomial.ts";
import { axisIn } from "./axis.ts";

/** What Slice takes along one axis; undefined where it is not known. */
export interface SliceOfAxis {
	readonly axis: number;
	readonly start: Dimension | undefined;
	readonly end: Dimension | undefined;
	readonly step: number | undefined;
}

/** Slice: attributes in version 1, inputs since version 10. */
export const slice: ShapeFunction = (call) => {
	reportLengths(call);
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor()];
	const slices = slicesOf(call, shape.length);
	if (slices === undefined) return [tensor(unknownShape(shape.length))];
	const sizes: (Dimension | undefined)[] = [...shape];
	for (const one of slices) sizes[one.axis] = slicedSize(shape[one.axis], one);
	return [tensor(sizes)];
};

const lists: readonly [string, number][] = [
	["starts", 1],
	["ends", 2],
	["axes", 3],
	["steps", 4],
];

function reportLengths(call: Call): void {
	const lengths = lists.flatMap(([list, input]): [string, number][] => {
		const given = listOf(call, list, input);
		const length = given === "unknown" ? lengthOf(call, input) : given?.length;
		return length === undefined ? [] : [[list, length]];
	});
	const [first] = lengths;
	const other = first && lengths.find(([, length]) => length !== first[1]);
	if (!first || !other) return;
	call.report("shape/slice", { list: first[0], length: first[1], other: other[0], otherLength: other[1] });
}

/** The slices of a node; undefined when not even the axes are known. */
export function slicesOf(call: Call, rank: number): readonly SliceOfAxis[] | undefined {
	const starts = listOf(call, "starts", 1);
	const ends = listOf(call, "ends", 2);
	const steps = listOf(call, "steps", 4);
	const count = starts?.length ?? ends?.length ?? lengthOf(call, 1) ?? lengthOf(call, 2);
	const axes = listOf(call, "axes", 3);
	if (count === undefined || axes === "unknown") return undefined;
	const found: SliceOfAxis[] = [];
	for (let i = 0; i < count; i++) {
		const given = axes === undefined ? i : axes[i];
		if (typeof given !== "number") return undefined;
		const axis = axisIn(call, given, rank);
		if (axis === undefined) return undefined;
		found.push({ axis, start: entry(starts, i), end: entry(ends, i), step: stepOf(steps, i) });
	}
	return found;
}

type List = PartialShape | "unknown" | undefined;

/** "unknown" when the node gives a list whose values are not known; undefined when it gives none. */
function listOf(call: Call, attribute: string, input: number): List {
	if (call.schema.attributes.has(attribute)) return integers(call, attribute);
	return hasInput(call, input) ? (sizesOf(call, input) ?? "unknown") : undefined;
}

function entry(list: List, i: number): Dimension | undefined {
	return list === "unknown" ? undefined : list?.[i];
}

function stepOf(list: List, i: number): number | undefined {
	if (list === undefined) return 1;
	const step = entry(list, i);
	return typeof step === "number" ? step : undefined;
}

/** How many elements a slice takes of an axis. A start or end whose sign is not known leaves it open, except where every
 *  possible meaning gives the same. */
function slicedSize(size: Dimension | undefined, { start, end, step }: SliceOfAxis): Dimension | undefined {
	if (size === undefined || start === undefined || end === undefined || step === undefined || step === 0)
		return undefined;
	const from = step > 0 ? clamped(start, size, 0, size) : clamped(start, size, 0, difference(size, 1));
	const to = step > 0 ? clamped(end, size, 0, size) : clamped(end, size, -1, difference(size, 1));
	if (from === undefined || to === undefined) return undefined;
	const span = step > 0 ? difference(to, from) : difference(from, to);
	const count = ceilDivide(span, Math.abs(step));
	return count === undefined ? undefined : maximum([count, 0]);
}

/** A position counted from the front and kept between two bounds; a negative one counts from the end. */
function clamped(position: Dimension, size: Dimension, low: Dimension, high: Dimension): Dimension | undefined {
	// Beyond 2^53 a number only says "as far as it goes".
	if (typeof position === "number" && Math.abs(position) > Number.MAX_SAFE_INTEGER) return position > 0 ? high : low;
	const counted = isAtLeast(position, 0) ? position : isAtLeast(-1, position) ? sum(position, size) : undefined;
	return counted === undefined ? undefined : minimum([maximum([counted, low]), high]);
}
