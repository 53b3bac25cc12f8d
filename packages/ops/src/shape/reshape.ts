import { integer, integers } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { hasInput, lengthOf, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { shown } from "../call/shown.ts";
import { least } from "../dimension/bounds.ts";
import { floorDivide } from "../dimension/divide.ts";
import type { Dimension } from "../dimension/expression.ts";
import { over, times } from "../dimension/partial.ts";
import { productOf } from "../dimension/polynomial.ts";
import { symbolsOf } from "../dimension/symbols-of.ts";
import type { Shape } from "../fact/value-type.ts";

/** Reshape: 0 keeps the size of the same axis, unless allowzero; -1 takes what is left.
 *  A number that anybody may choose could be either; one that is computed from sizes is taken to be a size.
 *  Problems: shape/reshape when the element counts can't agree, shape/reshape-zero when there is no such axis. Reshape-1 had the shape as an attribute. */
export const reshape: ShapeFunction = (call) => {
	const data = shapeOf(call, 0);
	const target = hasInput(call, 1) ? sizesOf(call, 1) : integers(call, "shape");
	if (target === undefined) {
		const rank = lengthOf(call, 1);
		return [tensor(rank === undefined ? undefined : rank === 1 ? [data && productOf(data)] : unknownShape(rank))];
	}
	return [tensor(reshaped(call, data, target))];
};

function reshaped(call: Call, data: Shape | undefined, target: PartialShape): PartialShape {
	const allowZero = integer(call, "allowzero") === 1;
	const lost = data && !allowZero ? target.findIndex((size, axis) => size === 0 && axis >= data.length) : -1;
	if (data && lost >= 0) call.report("shape/reshape-zero", { axis: lost, rank: data.length });
	const sizes = target.map((size, axis) => {
		if (size === 0 && !allowZero) return data?.[axis];
		if (typeof size === "number") return size === -1 ? undefined : size;
		return size !== undefined && isSurelyItself(size) ? size : undefined;
	});
	const open = target.includes(-1) ? target.indexOf(-1) : onlyUnknown(sizes);
	const rest = remainingSize(call, data, sizes, open);
	return sizes.map((size, axis) => (axis === open ? rest : size));
}

/** Whatever it is, the one size that is not known must hold what the others leave. */
function onlyUnknown(sizes: PartialShape): number {
	const first = sizes.indexOf(undefined);
	return first === sizes.lastIndexOf(undefined) ? first : -1;
}

/** A size above 0 is neither "keep" nor "what is left". What sizes are computed to, such as ⌊h/8⌋, is below 1 only where the
 *  tensors around it are empty or the model fails. */
function isSurelyItself(size: Dimension): boolean {
	return least(size) >= 1 || symbolsOf(size).every((one) => one.least >= 0);
}

/** What -1 stands for, or the one size that is not known. */
function remainingSize(call: Call, data: Shape | undefined, sizes: PartialShape, open: number): Dimension | undefined {
	if (data === undefined) return undefined;
	const others = sizes.filter((_, axis) => axis !== open);
	if (!others.every((size) => size !== undefined)) return undefined;
	const all = productOf(data);
	const known = productOf(others);
	if (open >= 0) return quotientOf(call, data, all, known, others);
	if (typeof all === "number" && typeof known === "number" && all !== known) {
		call.report("shape/reshape", { from: data.map(shown), to: others.map(shown), left: all, right: known });
	}
	return undefined;
}

function quotientOf(
	call: Call,
	data: Shape,
	all: Dimension,
	known: Dimension,
	others: readonly Dimension[],
): Dimension | undefined {
	if (known === 0) return undefined;
	if (typeof all === "number" && typeof known === "number" && all % known !== 0) {
		call.report("shape/reshape", { from: data.map(shown), to: [...others.map(shown), -1], left: all, right: known });
		return undefined;
	}
	return floorDivide(all, known);
}

/** Flatten: [product before the axis, product from it on]. */
export const flatten: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor(unknownShape(2))];
	const axis = integer(call, "axis") ?? 1;
	if (axis > shape.length || axis < -shape.length) {
		call.report("shape/axis", { axis, rank: shape.length });
		return [tensor(unknownShape(2))];
	}
	const at = axis < 0 ? axis + shape.length : axis;
	return [tensor([productOf(shape.slice(0, at)), productOf(shape.slice(at))])];
};

/** Transpose: the axes in the order of `perm`, by default reversed. Problems: shape/permutation. */
export const transpose: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const order = integers(call, "perm");
	if (shape === undefined) return [tensor(order && unknownShape(order.length))];
	if (order === undefined || order.length === 0) return [tensor(shape.toReversed())];
	const isPermutation = order.length === shape.length && new Set(order).size === order.length;
	if (!isPermutation || !order.every((axis) => axis >= 0 && axis < shape.length)) {
		call.report("shape/permutation", { order, rank: shape.length });
		return [tensor(unknownShape(shape.length))];
	}
	return [tensor(order.map((axis) => shape[axis]))];
};

/** DepthToSpace: [N, C, H, W] → [N, C/b², H·b, W·b]. */
export const depthToSpace: ShapeFunction = (call) => {
	const [n, c, h, w] = shapeOf(call, 0) ?? [];
	const block = integer(call, "blocksize") ?? 1;
	return [tensor([n, over(c, block * block), times(h, block), times(w, block)])];
};

/** SpaceToDepth: [N, C, H, W] → [N, C·b², H/b, W/b]. */
export const spaceToDepth: ShapeFunction = (call) => {
	const [n, c, h, w] = shapeOf(call, 0) ?? [];
	const block = integer(call, "blocksize") ?? 1;
	return [tensor([n, times(c, block * block), over(h, block), over(w, block)])];
};
