import type { Atom, Dimension, Expression, Term } from "./expression.ts";
import { difference, fromTerms, product, sum, termOf } from "./polynomial.ts";

/** Expressions that bound another one from below, once each is divided by `divisor`. "best": each of them is a bound.
 *  "worst": only the lowest of them is. */
export interface Relaxation {
	readonly candidates: readonly Dimension[];
	readonly divisor: number;
	readonly take: "best" | "worst";
}

/** Ways to bound an expression from below by replacing one of its quotients, minima or maxima:
 *  (p − d + 1)/d ≤ ⌊p/d⌋ ≤ p/d, and a maximum is at least each of its members. */
export function* relaxations(expression: Expression, isNeverNegative: (atom: Atom) => boolean): Iterable<Relaxation> {
	const seen = new Set<string>();
	for (const { factors } of expression.terms) {
		for (const { atom } of factors) {
			if (seen.has(atom.key) || (atom.kind !== "quotient" && atom.kind !== "extreme")) continue;
			seen.add(atom.key);
			const split = splitBy(atom, expression, isNeverNegative);
			const relaxation = split && relax(atom, split);
			if (relaxation) yield relaxation;
		}
	}
}

/** expression = sign · slope · atom + rest, where the slope is never negative. */
interface Split {
	readonly sign: 1 | -1;
	readonly slope: Dimension;
	readonly rest: Dimension;
}

function splitBy(atom: Atom, { terms }: Expression, isNeverNegative: (atom: Atom) => boolean): Split | undefined {
	const slope: Term[] = [];
	const rest: Term[] = [];
	for (const term of terms) {
		const own = term.factors.find((factor) => factor.atom.key === atom.key);
		if (own === undefined) {
			rest.push(term);
			continue;
		}
		const others = term.factors.filter((factor) => factor !== own);
		if (own.power > 1 || !others.every((factor) => isNeverNegative(factor.atom))) return undefined;
		slope.push(termOf(term.coefficient, others));
	}
	const sign = (slope[0]?.coefficient ?? 1) > 0 ? 1 : -1;
	if (!slope.every(({ coefficient }) => coefficient * sign > 0)) return undefined;
	return { sign, slope: product(fromTerms(slope), sign), rest: fromTerms(rest) };
}

function relax(atom: Atom, { sign, slope, rest }: Split): Relaxation | undefined {
	const withAtomAs = (value: Dimension, divisor: number) =>
		sum(product(product(slope, value), sign), product(rest, divisor));
	if (atom.kind === "extreme") {
		const candidates = atom.of.map((one) => withAtomAs(one, 1));
		const each = (atom.which === "max") === (sign === 1);
		return { candidates, divisor: 1, take: each ? "best" : "worst" };
	}
	if (atom.kind !== "quotient" || atom.rounding !== "floor" || typeof atom.denominator !== "number") return undefined;
	const divisor = atom.denominator;
	const bound = sign === 1 ? difference(atom.numerator, divisor - 1) : atom.numerator;
	return { candidates: [withAtomAs(bound, divisor)], divisor, take: "best" };
}
