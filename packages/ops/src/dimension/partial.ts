import { floorDivide } from "./divide.ts";
import type { Dimension } from "./expression.ts";
import { difference, product, sum } from "./polynomial.ts";

/** A size that may not be known at all. Arithmetic with one that is not gives one that is not. */
export type PartialSize = Dimension | undefined;

export function plus(left: PartialSize, right: PartialSize): PartialSize {
	return left === undefined || right === undefined ? undefined : sum(left, right);
}

export function minus(left: PartialSize, right: PartialSize): PartialSize {
	return left === undefined || right === undefined ? undefined : difference(left, right);
}

export function times(left: PartialSize, right: PartialSize): PartialSize {
	return left === undefined || right === undefined ? undefined : product(left, right);
}

/** Rounded down. */
export function over(left: PartialSize, right: PartialSize): PartialSize {
	return left === undefined || right === undefined ? undefined : floorDivide(left, right);
}
