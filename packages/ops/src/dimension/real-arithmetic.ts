import { floorDivide } from "./divide.ts";
import { type Dimension, isExpression, keyOf, type Rounding } from "./expression.ts";
import { difference, fromTerms, product, sum, termsOf } from "./polynomial.ts";
import { isReal, isSize, type Real, type RealArgument, type RealOperation } from "./real.ts";
import { expressionOfAtom } from "./symbol.ts";

/** Deeper arithmetic than any exporter writes about sizes. */
const deepest = 12;

/** left ∘ right in floating point; `single` rounds each result to 32 bits. Undefined where nothing can be said. Whole
 *  numbers stay sizes: float32 holds them exactly up to 16,777,216, which no size that is scaled exceeds. */
export function calculate(
	operation: RealOperation,
	left: RealArgument,
	right: RealArgument,
	single: boolean,
): RealArgument | undefined {
	if (typeof left === "number" && typeof right === "number") {
		const found = numeric[operation](left, right);
		return single ? Math.fround(found) : found;
	}
	return exact(operation, left, right) ?? written(operation, left, right, single);
}

const numeric: { readonly [K in RealOperation]: (left: number, right: number) => number } = {
	add: (left, right) => left + right,
	subtract: (left, right) => left - right,
	multiply: (left, right) => left * right,
	divide: (left, right) => left / right,
	power: (left, right) => left ** right,
	sqrt: (left) => Math.sqrt(left),
};

/** What needs no rounding: whole numbers under + − ·, and what changes nothing. */
function exact(operation: RealOperation, left: RealArgument, right: RealArgument): RealArgument | undefined {
	if (right === 1 && (operation === "multiply" || operation === "divide" || operation === "power")) return left;
	if (right === 0 && (operation === "add" || operation === "subtract")) return left;
	if (left === 1 && operation === "multiply") return right;
	if (left === 0 && operation === "add") return right;
	if (!isSize(left) || !isSize(right)) return undefined;
	if (operation === "add") return sum(left, right);
	if (operation === "subtract") return difference(left, right);
	if (operation === "multiply") return product(left, right);
	return undefined;
}

function written(operation: RealOperation, left: RealArgument, right: RealArgument, single: boolean): Real | undefined {
	const depth = 1 + Math.max(depthOf(left), depthOf(right));
	if (depth > deepest) return undefined;
	const key = `${single ? "" : "double "}${operation}(${keyOfReal(left)},${keyOfReal(right)})`;
	return { kind: "real", operation, left, right, single, depth, key };
}

function depthOf(argument: RealArgument): number {
	return isReal(argument) ? argument.depth : 0;
}

function keyOfReal(argument: RealArgument): string {
	return isReal(argument) ? argument.key : keyOf(argument);
}

/** The whole number that a real is rounded to. Where float arithmetic can't differ from exact arithmetic it becomes an
 *  integer division; elsewhere it stays as written and is calculated as floats are, once the sizes are known. */
export function roundReal(rounding: Rounding, real: RealArgument): Dimension | undefined {
	if (typeof real === "number") return Number.isFinite(real) ? roundNumber[rounding](real) : undefined;
	if (isExpression(real)) return real;
	const ratio = ratioOf(real);
	if (ratio && ratio.roundings <= 1) {
		if (rounding === "floor") return floorDivide(ratio.numerator, ratio.denominator);
		if (rounding === "ceil") {
			const negative = floorDivide(product(ratio.numerator, -1), ratio.denominator);
			return negative === undefined ? undefined : product(negative, -1);
		}
	}
	const key = `${rounding}(${real.key})`;
	return fromTerms(termsOf(expressionOfAtom({ kind: "rounded", rounding, real, key })));
}

const roundNumber: { readonly [K in Rounding]: (value: number) => number } = {
	floor: Math.floor,
	ceil: Math.ceil,
	truncate: Math.trunc,
	// ONNX rounds halves to even.
	round: (value) => (Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value)),
};

interface Ratio {
	readonly numerator: Dimension;
	readonly denominator: Dimension;
	/** 0: exact. 1: one division of whole numbers, which rounds once. A single rounding never carries a quotient of whole
	 *  numbers below 2^24 over a whole number, since they are further apart than the last bit; two can. */
	readonly roundings: number;
}

function ratioOf(argument: RealArgument): Ratio | undefined {
	if (isSize(argument)) return { numerator: argument, denominator: 1, roundings: 0 };
	if (typeof argument === "number") return dyadic(argument);
	if (!isReal(argument)) return undefined;
	const left = ratioOf(argument.left);
	const right = ratioOf(argument.right);
	if (!left || !right || left.roundings + right.roundings > 0) return undefined;
	const common = product(left.denominator, right.denominator);
	const acrossLeft = product(left.numerator, right.denominator);
	const acrossRight = product(right.numerator, left.denominator);
	switch (argument.operation) {
		case "add":
			return { numerator: sum(acrossLeft, acrossRight), denominator: common, roundings: 0 };
		case "subtract":
			return { numerator: difference(acrossLeft, acrossRight), denominator: common, roundings: 0 };
		case "multiply":
			return { numerator: product(left.numerator, right.numerator), denominator: common, roundings: 0 };
		case "divide":
			return { numerator: acrossLeft, denominator: acrossRight, roundings: isPowerOfTwo(acrossRight) ? 0 : 1 };
		default:
			return undefined;
	}
}

/** A short binary fraction such as 0.5 or 1.75: products with it are exact. 0.1 is none. */
function dyadic(value: number): Ratio | undefined {
	for (let bits = 1; bits <= 6; bits++) {
		const numerator = value * 2 ** bits;
		if (Number.isInteger(numerator) && Math.abs(numerator) < 4096)
			return { numerator, denominator: 2 ** bits, roundings: 0 };
	}
	return undefined;
}

function isPowerOfTwo(dimension: Dimension): boolean {
	return typeof dimension === "number" && Number.isInteger(Math.log2(Math.abs(dimension)));
}
