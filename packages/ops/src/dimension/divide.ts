import { isAtLeast } from "./bounds.ts";
import { withoutCommonFactors } from "./common-factors.ts";
import { divideExactly } from "./divide-exactly.ts";
import type { Dimension, Expression, Quotient, Term } from "./expression.ts";
import { keyOf } from "./expression.ts";
import { greatestCommonDivisor } from "./greatest-common-divisor.ts";
import { difference, fromTerms, product, sum, termsOf } from "./polynomial.ts";
import { atomOf, expressionOfAtom } from "./symbol.ts";

/** ⌊numerator / denominator⌋. A denominator that is not a number counts as not 0: no model that runs divides by 0.
 *  Undefined for a denominator of 0. */
export function floorDivide(numerator: Dimension, denominator: Dimension): Dimension | undefined {
	if (denominator === 0) return undefined;
	if (typeof numerator === "number" && typeof denominator === "number") return Math.floor(numerator / denominator) + 0;
	const exact = divideExactly(numerator, denominator);
	if (exact !== undefined) return exact;
	if (typeof denominator === "number") return floorByNumber(numerator, denominator);
	const reduced = withoutCommonFactors(numerator, denominator);
	if (typeof reduced.denominator === "number") return floorDivide(reduced.numerator, reduced.denominator);
	return floorByExpression(reduced.numerator, reduced.denominator);
}

/** ⌈numerator / denominator⌉, for a denominator above 0. */
export function ceilDivide(numerator: Dimension, denominator: Dimension): Dimension | undefined {
	return floorDivide(sum(numerator, difference(denominator, 1)), denominator);
}

/** numerator / denominator rounded towards 0, as ONNX's Div does on integers. */
export function truncateDivide(numerator: Dimension, denominator: Dimension): Dimension | undefined {
	if (denominator === 0) return undefined;
	if (typeof numerator === "number" && typeof denominator === "number") return Math.trunc(numerator / denominator) + 0;
	const exact = divideExactly(numerator, denominator);
	if (exact !== undefined) return exact;
	if (isAtLeast(denominator, 1)) {
		if (isAtLeast(numerator, 0)) return floorDivide(numerator, denominator);
		if (isAtLeast(0, numerator)) return negated(floorDivide(negated(numerator), denominator));
	}
	return quotient("truncate", numerator, denominator);
}

/** What ⌊numerator / denominator⌋ leaves over. It takes the sign of the denominator, as ONNX's Mod does. */
export function modulo(numerator: Dimension, denominator: Dimension): Dimension | undefined {
	const whole = floorDivide(numerator, denominator);
	// Written by the division, so that h/2·2 + h mod 2 is h.
	return whole === undefined ? undefined : difference(numerator, product(denominator, whole));
}

function negated<D extends Dimension | undefined>(dimension: D): Dimension {
	return product(dimension ?? 0, -1);
}

/** Takes out what the denominator divides, so that ⌊(4h + 6)/4⌋ is h + 1 + ⌊1/2⌋ and so on: each quotient that is left has
 *  a numerator that begins with a positive coefficient, below the denominator, and a constant between 0 and the denominator. */
function floorByNumber(numerator: Dimension, denominator: number): Dimension {
	if (denominator < 0) return floorByNumber(product(numerator, -1), -denominator);
	const outside: Term[] = [];
	const inside: Term[] = [];
	for (const term of termsOf(numerator)) {
		const whole =
			term.factors.length === 0
				? Math.floor(term.coefficient / denominator)
				: Math.trunc(term.coefficient / denominator);
		if (whole !== 0) outside.push({ ...term, coefficient: whole });
		const rest = term.coefficient - whole * denominator;
		if (rest !== 0) inside.push({ ...term, coefficient: rest });
	}
	return sum(fromTerms(outside), properFloor(fromTerms(inside), denominator));
}

/** ⌊numerator / denominator⌋ where no coefficient of the numerator reaches the denominator. */
function properFloor(numerator: Dimension, denominator: number): Dimension {
	if (typeof numerator === "number") return Math.floor(numerator / denominator);
	if (isAtLeast(numerator, 0) && isAtLeast(denominator - 1, numerator)) return 0;
	if ((numerator.terms[0]?.coefficient ?? 0) < 0) {
		// ⌊−p/d⌋ is −⌈p/d⌉
		const positive = sum(product(numerator, -1), denominator - 1);
		return product(floorByNumber(positive, denominator), -1);
	}
	const common = commonDivisor(numerator, denominator);
	// ⌊(g·p + c) / (g·d)⌋ is ⌊(p + ⌊c/g⌋) / d⌋
	if (common > 1) return floorByNumber(divideTerms(numerator, common), denominator / common);
	return nestedFloor(numerator, denominator) ?? quotient("floor", numerator, denominator);
}

/** The greatest number that divides the denominator and every coefficient but the constant. */
function commonDivisor({ terms }: Expression, denominator: number): number {
	return terms.reduce((found, { coefficient, factors }) => {
		return factors.length === 0 ? found : greatestCommonDivisor(found, Math.abs(coefficient));
	}, denominator);
}

function divideTerms({ terms }: Expression, divisor: number): Dimension {
	return fromTerms(terms.map((term) => ({ ...term, coefficient: Math.floor(term.coefficient / divisor) })));
}

/** ⌊(⌊a/m⌋ + c) / n⌋ is ⌊(a + c·m) / (m·n)⌋ */
function nestedFloor(numerator: Expression, denominator: number): Dimension | undefined {
	const constant = numerator.terms.at(-1)?.factors.length === 0 ? (numerator.terms.at(-1)?.coefficient ?? 0) : 0;
	const inner = atomOf(difference(numerator, constant));
	if (inner?.kind !== "quotient" || inner.rounding !== "floor" || typeof inner.denominator !== "number")
		return undefined;
	const whole = sum(inner.numerator, constant * inner.denominator);
	return floorByNumber(whole, inner.denominator * denominator);
}

function floorByExpression(numerator: Dimension, denominator: Expression): Dimension {
	const outside: Term[] = [];
	const inside: Term[] = [];
	for (const term of termsOf(numerator)) {
		const whole = divideExactly(fromTerms([term]), denominator);
		if (whole === undefined) inside.push(term);
		else outside.push(...termsOf(whole));
	}
	const rest = fromTerms(inside);
	return sum(fromTerms(outside), isBelow(rest, denominator) ? 0 : quotient("floor", rest, denominator));
}

function isBelow(numerator: Dimension, denominator: Dimension): boolean {
	return isAtLeast(numerator, 0) && isAtLeast(difference(denominator, 1), numerator);
}

function quotient(rounding: Quotient["rounding"], numerator: Dimension, denominator: Dimension): Dimension {
	const key = `${rounding}(${keyOf(numerator)}/${keyOf(denominator)})`;
	// Through fromTerms, since only it guards the size.
	const atom: Quotient = { kind: "quotient", rounding, numerator, denominator, key };
	return fromTerms(termsOf(expressionOfAtom(atom)));
}
