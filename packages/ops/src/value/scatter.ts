import { integer, text } from "../call/attributes.ts";
import { elementsOf, numbersOf, shapeOf } from "../call/inputs.ts";
import type { Element } from "../fact/element.ts";
import { countOf, eachPosition, flatIndex, numericShape, stridesOf } from "./indexing.ts";
import type { ValueFunction } from "./value-function.ts";

/** ScatterND without a reduction: slices of the data replaced by updates. */
export const scatterND: ValueFunction = (call) => {
	const data = elementsOf(call, 0);
	const shape = numericShape(shapeOf(call, 0));
	const indices = numbersOf(call, 1);
	const depth = shapeOf(call, 1)?.at(-1);
	const updates = elementsOf(call, 2);
	if (!data || !shape || !indices || !updates || typeof depth !== "number" || isReducing(text(call, "reduction")))
		return [];
	const strides = stridesOf(shape);
	const run = countOf(shape.slice(depth));
	const found: Element[] = [...data];
	for (let slice = 0; slice * depth < indices.length; slice++) {
		const position = indices.slice(slice * depth, (slice + 1) * depth).map((at, axis) => fromFront(at, shape[axis]));
		const start = flatIndex(position, strides.slice(0, depth));
		for (let i = 0; i < run; i++) found[start + i] = updates[slice * run + i];
	}
	return [found];
};

/** ScatterElements and Scatter without a reduction. */
export const scatterElements: ValueFunction = (call) => {
	const data = elementsOf(call, 0);
	const shape = numericShape(shapeOf(call, 0));
	const indices = numbersOf(call, 1);
	const indexShape = numericShape(shapeOf(call, 1));
	const updates = elementsOf(call, 2);
	if (!data || !shape || !indices || !indexShape || !updates || isReducing(text(call, "reduction"))) return [];
	const given = integer(call, "axis") ?? 0;
	const axis = given < 0 ? given + shape.length : given;
	const strides = stridesOf(shape);
	const found: Element[] = [...data];
	eachPosition(indexShape, (position, flat) => {
		const to = position.with(axis, fromFront(indices[flat] ?? 0, shape[axis]));
		found[flatIndex(to, strides)] = updates[flat];
	});
	return [found];
};

function isReducing(reduction: string | undefined): boolean {
	return reduction !== undefined && reduction !== "none";
}

function fromFront(index: number, size: number | undefined): number {
	return index < 0 ? index + (size ?? 0) : index;
}
