import { integer } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import { sumOf } from "../dimension/polynomial.ts";
import type { Shape } from "../fact/value-type.ts";
import { axisIn } from "./axis.ts";

/** Concat: sizes add up along the axis and agree along the others. Problems: shape/concat, shape/rank. */
export const concat: ShapeFunction = (call) => {
	const shapes = [...call.inputs.keys()].map((input) => shapeOf(call, input));
	return [tensor(concatenated(call, shapes, integer(call, "axis") ?? 1))];
};

/** The shape of all one behind the other along an axis. */
export function concatenated(
	call: Call,
	shapes: readonly (Shape | undefined)[],
	axisGiven: number,
): PartialShape | undefined {
	const known = shapes.filter((shape) => shape !== undefined);
	const [first] = known;
	if (first === undefined) return undefined;
	const axis = axisIn(call, axisGiven, first.length);
	const odd = known.find((shape) => shape.length !== first.length);
	if (odd) call.report("shape/concat-rank", { left: first.length, right: odd.length });
	if (axis === undefined || odd) return undefined;
	return first.map((_, i) => {
		const sizes = shapes.map((shape) => shape?.[i]);
		if (i !== axis) return agreed(call, sizes, i);
		return sizes.every((size) => size !== undefined) ? sumOf(sizes) : undefined;
	});
}

/** Of sizes that must be equal, the one that says most: a number, else the first. */
function agreed(call: Call, sizes: readonly (Dimension | undefined)[], axis: number): Dimension | undefined {
	const numbers = sizes.filter((size) => typeof size === "number");
	const odd = numbers.find((size) => size !== numbers[0]);
	if (odd !== undefined) call.report("shape/concat", { axis, left: numbers[0] ?? 0, right: odd });
	return numbers[0] ?? sizes.find((size) => size !== undefined);
}
