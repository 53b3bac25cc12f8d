import { type Dimension, isExpression } from "../dimension/expression.ts";
import type { Element, Elements } from "../fact/element.ts";
import type { ElementType } from "../fact/element-type.ts";
import { elementOfFact, shapeOfFact } from "../fact/fact.ts";
import type { Shape, ValueType } from "../fact/value-type.ts";
import type { Call } from "./call.ts";

/** Whether the node gives this input. */
export function hasInput(call: Call, input: number): boolean {
	return call.inputs[input] !== undefined;
}

export function typeOf(call: Call, input: number): ValueType | undefined {
	return call.inputs[input]?.type;
}

/** The shape of an input that is a tensor of known rank. */
export function shapeOf(call: Call, input: number): Shape | undefined {
	return shapeOfFact(call.inputs[input]);
}

export function rankOf(call: Call, input: number): number | undefined {
	return shapeOf(call, input)?.length;
}

export function elementOf(call: Call, input: number): ElementType | undefined {
	return elementOfFact(call.inputs[input]);
}

/** The elements of an input, as far as they are known. */
export function elementsOf(call: Call, input: number): Elements | undefined {
	return call.inputs[input]?.value;
}

/** The elements when each of them is a number. */
export function numbersOf(call: Call, input: number): readonly number[] | undefined {
	const value = elementsOf(call, input);
	return value?.every((one) => typeof one === "number") ? (value as readonly number[]) : undefined;
}

/** The elements as sizes: numbers and expressions. */
export function sizesOf(call: Call, input: number): readonly (Dimension | undefined)[] | undefined {
	return elementsOf(call, input)?.map(asSize);
}

/** The only element of an input as a size. */
export function sizeOf(call: Call, input: number): Dimension | undefined {
	const sizes = sizesOf(call, input);
	return sizes?.length === 1 ? sizes[0] : undefined;
}

export function numberOf(call: Call, input: number): number | undefined {
	const size = sizeOf(call, input);
	return typeof size === "number" ? size : undefined;
}

function asSize(element: Element): Dimension | undefined {
	return typeof element === "number" || isExpression(element) ? element : undefined;
}

/** How many elements a vector input has, where its values need not be known. */
export function lengthOf(call: Call, input: number): number | undefined {
	const [length, ...more] = shapeOf(call, input) ?? [];
	return typeof length === "number" && more.length === 0 ? length : undefined;
}
