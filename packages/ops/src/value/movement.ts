import { integer, integers } from "../call/attributes.ts";
import type { Call } from "../call/call.ts";
import { elementsOf, numbersOf, rankOf, shapeOf } from "../call/inputs.ts";
import type { Element, Elements } from "../fact/element.ts";
import { slicesOf } from "../shape/slice.ts";
import { broadcastIndices, countOf, eachPosition, flatIndex, numericShape, stridesOf } from "./indexing.ts";
import type { SmallOutput, ValueFunction } from "./value-function.ts";

/** The elements of the first input in their order: Reshape, Squeeze, Unsqueeze, Flatten, Identity. */
export const unmoved: ValueFunction = (call) => [elementsOf(call, 0)];

/** The shape of an input with known elements: as these are many, its sizes are numbers. */
function shapeOfValue(call: Call, input: number): readonly number[] | undefined {
	return elementsOf(call, input) && numericShape(shapeOf(call, input));
}

function axisOf(call: Call, otherwise: number, rank: number): number {
	const axis = integer(call, "axis") ?? otherwise;
	return axis < 0 ? axis + rank : axis;
}

/** The output's elements, each from a position of the first input; undefined where `from` gives none. */
function picked(
	value: Elements,
	shape: readonly number[],
	output: SmallOutput,
	from: (position: readonly number[]) => readonly number[],
): Elements {
	const strides = stridesOf(shape);
	const found = new Array<Element>(output.count);
	eachPosition(output.shape, (position, flat) => {
		found[flat] = value[flatIndex(from(position), strides)];
	});
	return found;
}

export const gatheredElements: ValueFunction = (call, [output]) => {
	const value = elementsOf(call, 0);
	const shape = shapeOfValue(call, 0);
	const indices = numbersOf(call, 1);
	const indexRank = rankOf(call, 1);
	if (!output || !value || !shape || !indices || indexRank === undefined) return [];
	const axis = axisOf(call, 0, shape.length);
	const size = shape[axis] ?? 0;
	const indexStrides = stridesOf(output.shape.slice(axis, axis + indexRank));
	return [
		picked(value, shape, output, (position) => {
			const index = indices[flatIndex(position.slice(axis, axis + indexRank), indexStrides)] ?? 0;
			return [...position.slice(0, axis), index < 0 ? index + size : index, ...position.slice(axis + indexRank)];
		}),
	];
};

export const sliceElements: ValueFunction = (call, [output]) => {
	const value = elementsOf(call, 0);
	const shape = shapeOfValue(call, 0);
	const slices = shape && slicesOf(call, shape.length);
	if (!output || !value || !shape || !slices) return [];
	const starts = new Array<number>(shape.length).fill(0);
	const steps = new Array<number>(shape.length).fill(1);
	for (const { axis, start, step } of slices) {
		if (typeof start !== "number" || step === undefined) return [];
		const size = shape[axis] ?? 0;
		const counted = start < 0 ? start + size : start;
		starts[axis] = Math.min(Math.max(counted, 0), step > 0 ? size : size - 1);
		steps[axis] = step;
	}
	return [
		picked(value, shape, output, (position) =>
			position.map((at, axis) => (starts[axis] ?? 0) + at * (steps[axis] ?? 1)),
		),
	];
};

export const concatElements: ValueFunction = (call, [output]) => {
	if (!output || call.inputs.every((fact) => fact?.value === undefined)) return [];
	const axis = axisOf(call, 1, output.shape.length);
	const inner = countOf(output.shape.slice(axis + 1));
	const outer = countOf(output.shape.slice(0, axis));
	const parts = call.inputs.map((_, input) => {
		const length = numericShape(shapeOf(call, input))?.[axis];
		return length === undefined ? undefined : { value: elementsOf(call, input), run: length * inner };
	});
	if (!parts.every((part) => part !== undefined)) return [];
	const found: Element[] = [];
	for (let block = 0; block < outer; block++) {
		for (const { value, run } of parts) {
			for (let i = 0; i < run; i++) found.push(value?.[block * run + i]);
		}
	}
	return [found];
};

export const transposeElements: ValueFunction = (call, [output]) => {
	const value = elementsOf(call, 0);
	const shape = shapeOfValue(call, 0);
	if (!output || !value || !shape) return [];
	const order = integers(call, "perm") ?? Array.from(shape.keys()).reverse();
	return [
		picked(value, shape, output, (position) => {
			const from = new Array<number>(shape.length).fill(0);
			order.forEach((axis, i) => {
				from[axis] = position[i] ?? 0;
			});
			return from;
		}),
	];
};

export const expandElements: ValueFunction = (call, [output]) => {
	const value = elementsOf(call, 0);
	const shape = shapeOfValue(call, 0);
	if (!output || !value || !shape) return [];
	return [Array.from(broadcastIndices(shape, output.shape), (index) => value[index])];
};

export const tileElements: ValueFunction = (call, [output]) => {
	const value = elementsOf(call, 0);
	const shape = shapeOfValue(call, 0);
	if (!output || !value || !shape) return [];
	return [picked(value, shape, output, (position) => position.map((at, axis) => at % (shape[axis] ?? 1)))];
};

export const splitElements: ValueFunction = (call, outputs) => {
	const value = elementsOf(call, 0);
	const shape = shapeOfValue(call, 0);
	if (!value || !shape) return [];
	const axis = axisOf(call, 0, shape.length);
	let start = 0;
	return outputs.map((output) => {
		if (!output) return undefined;
		const from = start;
		start += output.shape[axis] ?? 0;
		return picked(value, shape, output, (position) => position.map((at, i) => (i === axis ? at + from : at)));
	});
};
