import { integer } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import { shown } from "../call/shown.ts";
import { type Dimension, sameDimension } from "../dimension/expression.ts";
import type { ElementType } from "../fact/element-type.ts";
import type { Shape } from "../fact/value-type.ts";
import { broadcastShapes } from "./broadcast.ts";

/** MatMul of two inputs, as NumPy's matmul: a [… , M, K], b [… , K, N] → [… , M, N]; vectors lose their axis again.
 *  Problems: shape/inner when the inner sizes differ, shape/broadcast for the axes before. */
export function matMul(left = 0, right = 1, element?: ElementType): ShapeFunction {
	return (call) => [tensor(productShape(call, shapeOf(call, left), shapeOf(call, right)), element)];
}

export function productShape(call: Call, a: Shape | undefined, b: Shape | undefined): PartialShape | undefined {
	if (a === undefined || b === undefined) return undefined;
	if (a.length === 0 || b.length === 0) {
		call.report("shape/rank", { input: a.length === 0 ? "A" : "B", wanted: "at least rank 1", found: 0 });
		return undefined;
	}
	const rows = a.length === 1 ? [] : [a.at(-2)];
	const columns = b.length === 1 ? [] : [b.at(-1)];
	checkInner(call, a.at(-1), b.length === 1 ? b[0] : b.at(-2));
	const before = broadcastShapes(call, [a.slice(0, -2), b.slice(0, -2)]);
	return before && [...before, ...rows, ...columns];
}

function checkInner(call: Call, left: Dimension | undefined, right: Dimension | undefined): void {
	if (typeof left === "number" && typeof right === "number" && left !== right)
		call.report("shape/inner", { left, right });
}

/** Gemm: transA and transB turn the matrices; [M, N]. */
export const gemm: ShapeFunction = (call) => {
	const a = matrixOf(call, 0, integer(call, "transA") === 1);
	const b = matrixOf(call, 1, integer(call, "transB") === 1);
	checkInner(call, a[1], b[0]);
	return [tensor([a[0], b[1]])];
};

function matrixOf(call: Call, input: number, isTransposed: boolean): readonly (Dimension | undefined)[] {
	const shape = shapeOf(call, input);
	if (shape === undefined) return [];
	// Gemm-1 flattened what is no matrix; since Gemm-6 it is wrong.
	if (shape.length !== 2)
		call.report("shape/rank", { input: input === 0 ? "A" : "B", wanted: "rank 2", found: shape.length });
	return isTransposed ? [shape[1], shape[0]] : shape;
}

/** Det and Inverse work on the last two axes. */
export const determinant: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape && shape.length >= 2 && !sameDimension(shape.at(-1), shape.at(-2)) && areNumbers(shape.slice(-2))) {
		call.report("shape/square", { rows: shown(shape.at(-2)), columns: shown(shape.at(-1)) });
	}
	return [tensor(shape?.slice(0, -2))];
};

function areNumbers(sizes: readonly Dimension[]): boolean {
	return sizes.every((size) => typeof size === "number");
}
