import { isGiven } from "../call/attributes.ts";
import type { Call, Output, PartialShape, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { shapedLike, tensor } from "../call/outputs.ts";
import { shown } from "../call/shown.ts";
import { least } from "../dimension/bounds.ts";
import { type Dimension, sameDimension } from "../dimension/expression.ts";
import { maximum } from "../dimension/extremes.ts";
import type { Shape } from "../fact/value-type.ts";

/** One output of the shape that all inputs broadcast to, as NumPy does. Problems: shape/broadcast.
 *  Source: ONNX Broadcasting.md. Before opset 7 the second input is fitted to the first one by attributes. */
export const broadcastAll: ShapeFunction = (call) => [broadcastOutput(call, [...call.inputs.keys()])];

export function broadcastOutput(call: Call, inputs: readonly number[]): Output {
	// Add-1 and Add-6: "broadcast" and "axis" say how B is fitted to A, whose shape is the result's.
	if (call.schema.attributes.has("broadcast")) {
		if (isGiven(call, "broadcast")) return shapedLike(call, 0);
	}
	const shapes = inputs.filter((input) => call.inputs[input] !== undefined).map((input) => shapeOf(call, input));
	return tensor(broadcastShapes(call, shapes));
}

/** The shape that shapes broadcast to; undefined when one of them has an unknown rank. */
export function broadcastShapes(call: Call, shapes: readonly (Shape | undefined)[]): PartialShape | undefined {
	if (!shapes.every((shape) => shape !== undefined)) return undefined;
	const rank = Math.max(0, ...shapes.map((shape) => shape.length));
	return Array.from({ length: rank }, (_, axis) => {
		// Shapes are aligned at their ends; what is missing in front counts as 1.
		const sizes = shapes.flatMap((shape) => shape[axis - rank + shape.length] ?? []);
		return broadcastSizes(call, sizes, axis);
	});
}

function broadcastSizes(call: Call, sizes: readonly Dimension[], axis: number): Dimension | undefined {
	let found: Dimension | undefined = 1;
	for (const size of sizes) {
		const next: Dimension | "contradiction" | undefined = found === undefined ? undefined : broadcastSize(found, size);
		if (next === "contradiction") {
			call.report("shape/broadcast", { axis, left: shown(found), right: shown(size) });
			return undefined;
		}
		found = next;
	}
	return found;
}

/** The size that two sizes broadcast to. Undefined when it depends on which of them is 1, or 0, once they are known. */
export function broadcastSize(left: Dimension, right: Dimension): Dimension | "contradiction" | undefined {
	if (sameDimension(left, right) || right === 1) return left;
	if (left === 1) return right;
	if (typeof left === "number" && typeof right === "number") return "contradiction";
	// Two sizes that are not equal broadcast only when one is 1: what can't be 1 wins.
	if (typeof left === "number" || least(left) > 1) return left;
	if (typeof right === "number" || least(right) > 1) return right;
	return least(left) >= 1 && least(right) >= 1 ? maximum([left, right]) : undefined;
}
