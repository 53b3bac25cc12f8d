import { integer } from "../call/attributes.ts";
import { elementOf, elementsOf, shapeOf } from "../call/inputs.ts";
import type { Element } from "../fact/element.ts";
import { reducedAxes } from "../shape/reduction.ts";
import { add, type Binary } from "./arithmetic.ts";
import { eachPosition, flatIndex, numericShape, stridesOf } from "./indexing.ts";
import type { ValueFunction } from "./value-function.ts";

/** ReduceProd, ReduceSum, ReduceMax, ReduceMin: elements joined by an operation. */
export function reduced(join: Binary): ValueFunction {
	return (call, [output]) => {
		const value = elementsOf(call, 0);
		const shape = numericShape(shapeOf(call, 0));
		const element = elementOf(call, 0);
		const axes = shape && reducedAxes(call, shape.length);
		if (!output || !value || !shape || !element || !axes || value.length === 0) return [];
		const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
		const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
		const found = new Map<number, Element>();
		eachPosition(shape, (position, flat) => {
			const at = flatIndex(position, strides);
			const one = value[flat];
			found.set(at, found.has(at) ? join(found.get(at), one, element) : one);
		});
		return [Array.from({ length: output.count }, (_, i) => found.get(i))];
	};
}

/** CumSum along an axis. */
export const cumulativeSum: ValueFunction = (call, [output]) => {
	const value = elementsOf(call, 0);
	const element = elementOf(call, 0);
	const axis = elementsOf(call, 1)?.[0];
	// Only the vector, which is what exporters number things with.
	if (!output || !value || element === undefined || output.shape.length !== 1 || axis === undefined) return [];
	const isExclusive = integer(call, "exclusive") === 1;
	const isReverse = integer(call, "reverse") === 1;
	let total: Element = 0;
	const found = (isReverse ? value.toReversed() : value).map((one) => {
		const before = total;
		total = add(total, one, element);
		return isExclusive ? before : total;
	});
	return [isReverse ? found.reverse() : found];
};

/** ArgMax, ArgMin of numbers in a vector. */
export function indexOfExtreme(isBetter: (candidate: number, best: number) => boolean): ValueFunction {
	return (call, [output]) => {
		const value = elementsOf(call, 0);
		if (output?.count !== 1 || !value?.every((one) => typeof one === "number")) return [];
		const takesLast = integer(call, "select_last_index") === 1;
		let best = 0;
		value.forEach((one, i) => {
			if (isBetter(one, value[best] ?? one) || (takesLast && one === value[best])) best = i;
		});
		return [[best]];
	};
}
