import { isAtLeast, least } from "../dimension/bounds.ts";
import { modulo, truncateDivide } from "../dimension/divide.ts";
import { type Dimension, isExpression } from "../dimension/expression.ts";
import { maximum, minimum } from "../dimension/extremes.ts";
import { difference, product, sum } from "../dimension/polynomial.ts";
import type { RealOperation } from "../dimension/real.ts";
import { calculate, roundReal } from "../dimension/real-arithmetic.ts";
import { type Element, sameElement } from "../fact/element.ts";
import { type ElementType, isFloat } from "../fact/element-type.ts";

/** What an operation makes of single elements; undefined elements give undefined ones, except where one side decides. */
export type Unary = (element: Element, type: ElementType) => Element;
export type Binary = (left: Element, right: Element, type: ElementType) => Element;

type Sizes = (left: Dimension, right: Dimension) => Dimension | undefined;

/** An operation that is one thing on whole numbers and another on floats. */
function arithmetic(onSizes: Sizes, onReals: RealOperation): Binary {
	return (left, right, type) => {
		if (left === undefined || right === undefined) return undefined;
		if (isFloat(type)) return calculate(onReals, left, right, type !== "double");
		return isWhole(left) && isWhole(right) ? within(onSizes(left, right), type) : undefined;
	};
}

/** A size that calculations with stay exact; a number beyond 2^53 is only near its value. */
function isWhole(element: Element): element is Dimension {
	return typeof element === "number" ? Number.isSafeInteger(element) : isExpression(element);
}

const ranges: ReadonlyMap<ElementType, readonly [number, number]> = new Map<ElementType, readonly [number, number]>([
	["int8", [-128, 127]],
	["uint8", [0, 255]],
	["int16", [-32768, 32767]],
	["uint16", [0, 65535]],
	["int32", [-(2 ** 31), 2 ** 31 - 1]],
	["uint32", [0, 2 ** 32 - 1]],
	["uint64", [0, Number.MAX_SAFE_INTEGER]],
]);

/** What does not fit its type wraps around; nobody computes sizes so, and so it is not followed. */
export function within(size: Dimension | undefined, type: ElementType): Dimension | undefined {
	if (typeof size !== "number") return size;
	const [low, high] = ranges.get(type) ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
	return size >= low && size <= high ? size : undefined;
}

export const add: Binary = arithmetic(sum, "add");
export const subtract: Binary = arithmetic(difference, "subtract");
export const divide: Binary = arithmetic(truncateDivide, "divide");
export const power: Binary = arithmetic(wholePower, "power");

const multiplied: Binary = arithmetic(product, "multiply");

/** 0 times anything is 0, also where the other side is not known. */
export const multiply: Binary = (left, right, type) => {
	if (!isFloat(type) && (left === 0 || right === 0)) return 0;
	return multiplied(left, right, type);
};

function wholePower(base: Dimension, exponent: Dimension): Dimension | undefined {
	if (typeof exponent !== "number" || exponent < 0 || exponent > 16) return undefined;
	let found: Dimension = 1;
	for (let i = 0; i < exponent; i++) found = product(found, base);
	return found;
}

/** Mod: the sign of the divisor; with fmod that of the dividend, as in C. */
export function remainder(isFmod: boolean): Binary {
	return (left, right, type) => {
		if (typeof left === "number" && typeof right === "number" && (isFmod || isFloat(type))) return left % right;
		if (isFloat(type) || !isWhole(left) || !isWhole(right)) return undefined;
		if (!isFmod) return modulo(left, right);
		const whole = truncateDivide(left, right);
		return whole === undefined ? undefined : difference(left, product(whole, right));
	};
}

function extreme(
	of: (both: readonly [Dimension, Dimension]) => Dimension,
	onNumbers: (...all: number[]) => number,
): Binary {
	return (left, right) => {
		// Also beyond 2^53: a limit such as INT64_MAX loses against every size.
		if (typeof left === "number" && typeof right === "number") return onNumbers(left, right);
		return isSizeLike(left) && isSizeLike(right) ? of([left, right]) : undefined;
	};
}

function isSizeLike(element: Element): element is Dimension {
	return (typeof element === "number" && Number.isInteger(element)) || isExpression(element);
}

export const smaller: Binary = extreme(minimum, Math.min);
export const larger: Binary = extreme(maximum, Math.max);

/** A comparison by what is known of left − right: whether it is surely below, at, or above 0. */
function comparison(onNumbers: (left: number, right: number) => boolean, isSure: Sure): Binary {
	return (left, right) => {
		if (typeof left === "number" && typeof right === "number") return Number(onNumbers(left, right));
		if (left === undefined || right === undefined) return undefined;
		if (sameElement(left, right)) return Number(onNumbers(0, 0));
		if (!isSizeLike(left) || !isSizeLike(right)) return undefined;
		const found = isSure(left, right);
		return found === undefined ? undefined : Number(found);
	};
}

type Sure = (left: Dimension, right: Dimension) => boolean | undefined;

const isLess: Sure = (left, right) => {
	if (least(difference(right, left)) >= 1) return true;
	return isAtLeast(left, right) ? false : undefined;
};

const isEqual: Sure = (left, right) => {
	const apart = difference(left, right);
	return least(apart) >= 1 || least(product(apart, -1)) >= 1 ? false : undefined;
};

function not(sure: Sure): Sure {
	return (left, right) => {
		const found = sure(left, right);
		return found === undefined ? undefined : !found;
	};
}

function swapped(sure: Sure): Sure {
	return (left, right) => sure(right, left);
}

export const equal: Binary = comparison((left, right) => left === right, isEqual);
export const less: Binary = comparison((left, right) => left < right, isLess);
export const greater: Binary = comparison((left, right) => left > right, swapped(isLess));
export const lessOrEqual: Binary = comparison((left, right) => left <= right, not(swapped(isLess)));
export const greaterOrEqual: Binary = comparison((left, right) => left >= right, not(isLess));

export const and: Binary = (left, right) => {
	if (left === 0 || right === 0) return 0;
	return typeof left === "number" && typeof right === "number" ? 1 : undefined;
};

export const or: Binary = (left, right) => {
	if (isTrue(left) || isTrue(right)) return 1;
	return left === 0 && right === 0 ? 0 : undefined;
};

export const exclusiveOr: Binary = (left, right) => {
	return typeof left === "number" && typeof right === "number" ? Number(isTrue(left) !== isTrue(right)) : undefined;
};

function isTrue(element: Element): boolean {
	return typeof element === "number" && element !== 0;
}

export const invert: Unary = (element) => (typeof element === "number" ? Number(element === 0) : undefined);

export const negate: Unary = (element, type) => subtract(0, element, type);

export const absolute: Unary = (element, type) => {
	if (typeof element === "number") return Math.abs(element);
	if (!isExpression(element)) return undefined;
	if (isAtLeast(element, 0)) return element;
	return isAtLeast(0, element) ? negate(element, type) : undefined;
};

export const sign: Unary = (element) => {
	if (typeof element === "number") return Math.sign(element);
	if (!isExpression(element)) return undefined;
	if (isAtLeast(element, 1)) return 1;
	return isAtLeast(-1, element) ? -1 : undefined;
};

/** Rounding leaves whole numbers of float tensors as sizes. */
export function rounded(mode: "floor" | "ceil" | "round"): Unary {
	return (element) => (element === undefined ? undefined : roundReal(mode, element));
}

export const squareRoot: Unary = (element, type) =>
	element === undefined ? undefined : calculate("sqrt", element, 0, type !== "double");

export const reciprocal: Unary = (element, type) =>
	element === undefined ? undefined : calculate("divide", 1, element, type !== "double");

export const rectify: Unary = (element, type) => larger(element, 0, type);
