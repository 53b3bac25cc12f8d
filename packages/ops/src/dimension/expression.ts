import type { Real } from "./real.ts";

/** A size: a number, or an expression over named symbols where the number is not known yet. */
export type Dimension = number | Expression;

/**
 * An integer polynomial over atoms, in normal form: equal keys mean equal expressions. Immutable. It is never a mere number;
 * the functions beside this file give a number where one comes out.
 */
export interface Expression {
	readonly kind: "expression";
	/** Highest degree first; the constant term, without factors, comes last. */
	readonly terms: readonly Term[];
	readonly key: string;
}

/** coefficient · product of factors. */
export interface Term {
	/** An integer, never 0. */
	readonly coefficient: number;
	/** Sorted by the atoms' keys, each atom once. */
	readonly factors: readonly Factor[];
	/** Of the factors alone: terms of one key add up. */
	readonly key: string;
}

export interface Factor {
	readonly atom: Atom;
	/** 1 or more. */
	readonly power: number;
}

/** What a polynomial can't look into. */
export type Atom = SizeSymbol | Quotient | Extreme | Rounded;

/** A size with a name. Two symbols of one name are the same size. */
export interface SizeSymbol {
	readonly kind: "symbol";
	readonly name: string;
	/** No value below this is possible; -Infinity when anything is. Dimensions of inputs are at least 1. */
	readonly least: number;
	/** What it stands for, when it only abbreviates an expression that grew too large. */
	readonly definition?: Expression;
	readonly key: string;
}

/** An integer division that leaves something over. "truncate" rounds to zero, as ONNX's Div does, and stands only where
 *  the sign of the numerator is not known; otherwise all is "floor". */
export interface Quotient {
	readonly kind: "quotient";
	readonly rounding: "floor" | "truncate";
	readonly numerator: Dimension;
	readonly denominator: Dimension;
	readonly key: string;
}

export interface Extreme {
	readonly kind: "extreme";
	readonly which: "min" | "max";
	/** Two or more, sorted by key. */
	readonly of: readonly Dimension[];
	readonly key: string;
}

/** An integer that comes out of floating-point arithmetic. */
export interface Rounded {
	readonly kind: "rounded";
	readonly rounding: Rounding;
	readonly real: Real;
	readonly key: string;
}

export type Rounding = "floor" | "ceil" | "round" | "truncate";

export function isExpression(value: unknown): value is Expression {
	return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "expression";
}

/** Equal for every binding of the symbols, as far as the normal form tells. */
export function sameDimension(left: Dimension | undefined, right: Dimension | undefined): boolean {
	if (left === right) return true;
	return isExpression(left) && isExpression(right) && left.key === right.key;
}

/** A text that two dimensions share exactly when they are the same. */
export function keyOf(dimension: Dimension): string {
	return typeof dimension === "number" ? String(dimension) : dimension.key;
}
