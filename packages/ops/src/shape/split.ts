import { integer, integers } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { hasInput, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import { shown } from "../call/shown.ts";
import { ceilDivide } from "../dimension/divide.ts";
import type { Dimension } from "../dimension/expression.ts";
import { difference, product, sumOf } from "../dimension/polynomial.ts";
import { axisIn } from "./axis.ts";

/** Split: by the sizes given (an attribute, an input since version 13), else into equal parts; with num_outputs (version 18)
 *  the last part may be smaller. Problems: shape/split when the sizes do not add up. */
export const split: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const axis = shape && axisIn(call, integer(call, "axis") ?? 0, shape.length);
	if (shape === undefined || axis === undefined) return [];
	const sizes = partSizes(call, shape[axis] ?? 0);
	return Array.from({ length: call.outputCount }, (_, output) =>
		tensor(shape.map((size, i) => (i === axis ? sizes?.[output] : size))),
	);
};

function partSizes(call: Call, whole: Dimension): readonly (Dimension | undefined)[] | undefined {
	if (hasInput(call, 1)) return sizesOf(call, 1);
	const given = integers(call, "split");
	if (given && given.length > 0) {
		const total = sumOf(given);
		if (typeof whole === "number" && total !== whole) call.report("shape/split", { whole, total: shown(total) });
		return given;
	}
	return evenParts(whole, integer(call, "num_outputs") ?? call.outputCount, call.outputCount);
}

/** Equal parts of ⌈whole/count⌉, of which the last one takes what is left; only those that are `asked` for, since a file can
 *  say any count. */
function evenParts(whole: Dimension, count: number, asked: number): readonly Dimension[] | undefined {
	if (count < 1) return undefined;
	const part = ceilDivide(whole, count);
	if (part === undefined) return undefined;
	const last = difference(whole, product(part, count - 1));
	return Array.from({ length: asked }, (_, i) => (i === count - 1 ? last : part));
}
