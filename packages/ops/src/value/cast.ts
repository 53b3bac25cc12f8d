import type { Call } from "../call/call.ts";
import { elementOf, elementsOf } from "../call/inputs.ts";
import { isAtLeast } from "../dimension/bounds.ts";
import { isExpression } from "../dimension/expression.ts";
import { isReal } from "../dimension/real.ts";
import { roundReal } from "../dimension/real-arithmetic.ts";
import type { Element } from "../fact/element.ts";
import { type ElementType, isFloat, isInteger } from "../fact/element-type.ts";
import { within } from "./arithmetic.ts";
import type { ValueFunction } from "./value-function.ts";

/** Cast, CastLike: floats lose their fraction, bool is "not 0", and whole numbers stay what they are. */
export const castElements: ValueFunction = (call: Call, [output]) => {
	const from = elementOf(call, 0);
	const to = output?.element;
	if (from === undefined || to === undefined) return [];
	return [elementsOf(call, 0)?.map((element) => castElement(element, to))];
};

function castElement(element: Element, to: ElementType): Element {
	if (element === undefined) return undefined;
	if (to === "bool") return truth(element);
	if (isFloat(to)) return typeof element === "number" ? floatOf(element, to) : element;
	if (!isInteger(to)) return undefined;
	// Unsafe integers only mean "to the end"; they stay, in the one type that has room for them.
	if (typeof element === "number" && Math.abs(element) > Number.MAX_SAFE_INTEGER)
		return to === "int64" ? element : undefined;
	return within(roundReal("truncate", element), to);
}

function truth(element: NonNullable<Element>): Element {
	if (typeof element === "number") return Number(element !== 0);
	if (isReal(element)) return undefined;
	return isExpression(element) && (isAtLeast(element, 1) || isAtLeast(-1, element)) ? 1 : undefined;
}

function floatOf(element: number, to: ElementType): Element {
	if (to === "double") return element;
	if (to === "float") return Math.fround(element);
	// Half precision holds whole numbers up to 2048; what it would round is not followed.
	return Number.isInteger(element) && Math.abs(element) <= 256 ? element : undefined;
}
