import type { Call } from "../call/call.ts";
import { elementOf, elementsOf, shapeOf } from "../call/inputs.ts";
import { type Element, type Elements, sameElement } from "../fact/element.ts";
import type { Binary, Unary } from "./arithmetic.ts";
import { broadcastIndices, numericShape } from "./indexing.ts";
import type { SmallOutput, ValueFunction } from "./value-function.ts";

/** One operation on each element of the first input. */
export function mapped(apply: Unary): ValueFunction {
	return (call) => {
		const element = elementOf(call, 0);
		return [element && elementsOf(call, 0)?.map((one) => apply(one, element))];
	};
}

/** One operation on pairs of elements, broadcast; more than two inputs are taken one after the other. */
export function combined(apply: Binary): ValueFunction {
	return (call, [output]) => {
		const element = elementOf(call, 0);
		if (output === undefined || element === undefined) return [];
		const operands = call.inputs.map((_, input) => operand(call, input, output));
		// An operation that one side can decide is asked even where the other side is not known at all.
		if (operands.every((one) => one.value === undefined)) return [];
		return [
			Array.from({ length: output.count }, (_, i) => {
				const elements = operands.map((one) => one.value?.[one.indices?.[i] ?? i]);
				return elements.reduce((left, right) => apply(left, right, element));
			}),
		];
	};
}

interface Operand {
	readonly value: Elements | undefined;
	/** Undefined when the operand has the output's shape. */
	readonly indices: Int32Array | undefined;
}

function operand(call: Call, input: number, output: SmallOutput): Operand {
	const shape = numericShape(shapeOf(call, input));
	const value = elementsOf(call, input);
	if (shape === undefined || value === undefined) return { value: undefined, indices: undefined };
	const isSame = shape.length === output.shape.length && shape.every((size, axis) => size === output.shape[axis]);
	return { value, indices: isSame ? undefined : broadcastIndices(shape, output.shape) };
}

/** Where: an element is known when the condition is, or when both sides are the same. */
export const where: ValueFunction = (call, [output]) => {
	if (output === undefined) return [];
	const [condition, left, right] = [0, 1, 2].map((input) => operand(call, input, output));
	const at = (one: Operand | undefined, i: number) => one?.value?.[one.indices?.[i] ?? i];
	return [
		Array.from({ length: output.count }, (_, i): Element => {
			const chosen = at(condition, i);
			if (typeof chosen === "number") return chosen !== 0 ? at(left, i) : at(right, i);
			const [one, other] = [at(left, i), at(right, i)];
			return one !== undefined && sameElement(one, other) ? one : undefined;
		}),
	];
};
