import { type Expression, isExpression } from "../dimension/expression.ts";
import { isReal, type Real } from "../dimension/real.ts";

/**
 * One element of a tensor, as far as it is known: a number (bool is 0 or 1), a whole number that depends on sizes, float
 * arithmetic on sizes, or undefined. Beyond 2^53 an integer is only near its value: that is enough for "to the end" in Slice.
 */
export type Element = number | Expression | Real | undefined;

/** A tensor's elements, row-major. */
export type Elements = readonly Element[];

export function sameElement(left: Element, right: Element): boolean {
	if (Object.is(left, right)) return true;
	if (isExpression(left)) return isExpression(right) && left.key === right.key;
	return isReal(left) && isReal(right) && left.key === right.key;
}
