import type { Atom, Dimension, Factor, Rounding, Term } from "./expression.ts";
import { difference, termsOf } from "./polynomial.ts";
import { isReal, type RealArgument, type RealOperation } from "./real.ts";
import { symbolOf } from "./symbol.ts";

/** A dimension as people read it: h/2 + 1, ⌈h/32⌉, 7*⌈h/7⌉ - h. A division rounds down where no bracket says otherwise.
 *  `parseDimension` reads it back. */
export function textOfDimension(dimension: Dimension): string {
	// Alone a name needs no quotes, whatever is in it.
	return symbolOf(dimension)?.name ?? sumText(dimension);
}

/** The same in ASCII, for dim_param of a file: ceil(h/32). */
export function asciiOfDimension(dimension: Dimension): string {
	return textOfDimension(dimension).replaceAll("⌈", "ceil(").replaceAll("⌊", "floor(").replaceAll(/[⌉⌋]/g, ")");
}

function sumText(dimension: Dimension): string {
	const terms = termsOf(dimension);
	if (terms.length === 0) return "0";
	// 7·⌈h/7⌉ − h, not −h + 7·⌈h/7⌉; 7 − h, not −h + 7; else the constant last.
	const first = terms.some(isPositive) ? isPositive : ({ coefficient }: Term) => coefficient > 0;
	const ordered = [...terms.filter(first), ...terms.filter((term) => !first(term))];
	return ordered.map(termText).join("").replace(/^ \+ /, "").replace(/^ - /, "-");
}

function isPositive({ coefficient, factors }: Term): boolean {
	return coefficient > 0 && factors.length > 0;
}

function termText({ coefficient, factors }: Term): string {
	const size = Math.abs(coefficient);
	const isAlone = coefficient === 1 && factors.length === 1 && factors[0]?.power === 1;
	const parts = factors.flatMap((factor) => factorTexts(factor, isAlone));
	if (size !== 1 || parts.length === 0) parts.unshift(String(size));
	return `${coefficient < 0 ? " - " : " + "}${parts.join("*")}`;
}

function factorTexts({ atom, power }: Factor, isAlone: boolean): string[] {
	const text = atomText(atom);
	// A quotient inside a product needs brackets: 2*(h/2) is not 2*h/2.
	const needsBrackets = !isAlone && atom.kind === "quotient" && atom.rounding === "floor" && !text.startsWith("⌈");
	return new Array(power).fill(needsBrackets ? `(${text})` : text);
}

function atomText(atom: Atom): string {
	switch (atom.kind) {
		case "symbol":
			return plainName.test(atom.name) ? atom.name : `'${atom.name.replaceAll("'", "''")}'`;
		case "quotient":
			return quotientText(atom.rounding, atom.numerator, atom.denominator);
		case "extreme":
			return `${atom.which}(${numbersLast(atom.of).map(sumText).join(", ")})`;
		case "rounded":
			return roundedText(atom.rounding, realText(atom.real));
	}
}

function numbersLast(of: readonly Dimension[]): Dimension[] {
	return [...of.filter((one) => typeof one !== "number"), ...of.filter((one) => typeof one === "number")];
}

const plainName = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

function quotientText(rounding: "floor" | "truncate", numerator: Dimension, denominator: Dimension): string {
	if (rounding === "truncate") return `truncate(${fraction(numerator, denominator)})`;
	const constant = termsOf(numerator).at(-1);
	const isCeiling = constant?.factors.length === 0 && constant.coefficient + 1 === denominator;
	if (!isCeiling) return fraction(numerator, denominator);
	return `⌈${fraction(difference(numerator, constant.coefficient), denominator)}⌉`;
}

function fraction(numerator: Dimension, denominator: Dimension): string {
	return `${operand(numerator)}/${operand(denominator)}`;
}

function operand(dimension: Dimension): string {
	const text = sumText(dimension);
	return /^([\p{L}\p{N}_.]+|'[^']*')$/u.test(text) ? text : `(${text})`;
}

function roundedText(rounding: Rounding, inner: string): string {
	switch (rounding) {
		case "floor":
			return `⌊${inner}⌋`;
		case "ceil":
			return `⌈${inner}⌉`;
		default:
			return `${rounding}(${inner})`;
	}
}

const operators: { readonly [K in RealOperation]: string } = {
	add: " + ",
	subtract: " - ",
	multiply: "*",
	divide: "/",
	power: "**",
	sqrt: "",
};

function realText(argument: RealArgument): string {
	if (typeof argument === "number") return floatText(argument);
	if (!isReal(argument)) return operand(argument);
	if (argument.operation === "multiply" && typeof argument.right === "number") {
		return realText({ ...argument, left: argument.right, right: argument.left }); // 0.7*h, not h*0.7
	}
	const left = realText(argument.left);
	if (argument.operation === "sqrt") return `sqrt(${left})`;
	const side = (one: RealArgument, text: string) => (isReal(one) ? `(${text})` : text);
	return side(argument.left, left) + operators[argument.operation] + side(argument.right, realText(argument.right));
}

/** The shortest decimal that is the same float32: 0.7, where the number itself is 0.699999988079071. */
function floatText(value: number): string {
	for (let digits = 1; digits <= 9; digits++) {
		const short = Number(value.toPrecision(digits));
		if (Math.fround(short) === value) return String(short);
	}
	return String(value);
}
