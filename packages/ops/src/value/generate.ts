import { float, floats, integer, integers, isGiven, tensorAttribute } from "../call/attributes.ts";
import type { Call } from "../call/call.ts";
import { elementOf, elementsOf, numbersOf, shapeOf } from "../call/inputs.ts";
import { productOf } from "../dimension/polynomial.ts";
import type { Element, Elements } from "../fact/element.ts";
import { factOfTensor } from "../fact/fact-of-tensor.ts";
import { shapeSpan } from "../shape/generate.ts";
import { add, multiply } from "./arithmetic.ts";
import { eachPosition, numericShape } from "./indexing.ts";
import type { ValueFunction } from "./value-function.ts";

/** Shape: the sizes of the input. */
export const shapeElements: ValueFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [shape?.slice(...shapeSpan(call, shape.length))];
};

/** Size: how many elements the input has. */
export const sizeElement: ValueFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [shape && [productOf(shape)]];
};

export const constantElements: ValueFunction = (call) => [constantValue(call)];

function constantValue(call: Call): Elements | undefined {
	const tensor = tensorAttribute(call, "value");
	if (tensor) return factOfTensor(tensor).value;
	if (isGiven(call, "value_int")) return [integer(call, "value_int")];
	if (isGiven(call, "value_float")) return [float(call, "value_float")];
	return isGiven(call, "value_ints") ? integers(call, "value_ints") : floats(call, "value_floats");
}

/** ConstantOfShape: one number everywhere, 0 without an attribute. */
export const filled: ValueFunction = (call, [output]) => {
	const tensor = tensorAttribute(call, "value");
	const element: Element = tensor ? factOfTensor(tensor).value?.[0] : 0;
	return [output && element !== undefined ? new Array<Element>(output.count).fill(element) : undefined];
};

/** Range: start, start + delta, … */
export const rangeElements: ValueFunction = (call, [output]) => {
	const start = elementsOf(call, 0)?.[0];
	const delta = call.inputs[2] === undefined ? 1 : elementsOf(call, 2)?.[0];
	const element = elementOf(call, 0);
	if (!output || start === undefined || delta === undefined || element === undefined) return [];
	return [Array.from({ length: output.count }, (_, i) => add(start, multiply(i, delta, element), element))];
};

/** NonZero of known elements: where they are, one row an axis. */
export const nonZeroElements: ValueFunction = (call, [output]) => {
	const numbers = numbersOf(call, 0);
	const shape = numericShape(shapeOf(call, 0));
	if (!output || !numbers || !shape) return [];
	const positions: number[][] = [];
	eachPosition(shape, (position, flat) => {
		if (numbers[flat] !== 0) positions.push([...position]);
	});
	return [shape.flatMap((_, axis) => positions.map((position) => position[axis] ?? 0))];
};

/** Compress of a vector by known conditions. */
export const compressElements: ValueFunction = (call) => {
	const conditions = numbersOf(call, 1);
	const value = elementsOf(call, 0);
	if (!conditions || !value || (shapeOf(call, 0)?.length !== 1 && isGiven(call, "axis"))) return [];
	return [value.filter((_, i) => (conditions[i] ?? 0) !== 0)];
};
