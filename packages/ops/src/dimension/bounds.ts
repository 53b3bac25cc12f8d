import type { Atom, Dimension, Expression, Term } from "./expression.ts";
import { difference, product, sum } from "./polynomial.ts";
import { leastReal } from "./real-bounds.ts";
import { relaxations } from "./relaxation.ts";
import { expressionOfAtom } from "./symbol.ts";

/** How deep quotients and extremes are replaced by what bounds them, one in the other. */
const deepestRelaxation = 4;
/** How many such replacements one question may cost: each choice of one is tried with each of another. */
const mostRelaxations = 48;

/** What is left of it for a question. */
interface Search {
	readonly depth: number;
	readonly budget: { left: number };
}

/** A number that the dimension never falls below, as high as can be told cheaply; -Infinity when nothing can. */
export function least(dimension: Dimension): number {
	if (typeof dimension === "number") return dimension;
	let found = known.get(dimension);
	if (found === undefined) {
		found = leastOfExpression(dimension, { depth: 0, budget: { left: mostRelaxations } });
		known.set(dimension, found);
	}
	return found;
}

const known = new WeakMap<Expression, number>();

/** A number that the dimension never rises above; Infinity when nothing can be told. */
export function greatest(dimension: Dimension): number {
	return typeof dimension === "number" ? dimension : -least(product(dimension, -1));
}

/** Whether left ≥ right for every binding of the symbols; false also when that can't be told. */
export function isAtLeast(left: Dimension, right: Dimension): boolean {
	return least(difference(left, right)) >= 0;
}

function leastInside(dimension: Dimension, search: Search): number {
	if (typeof dimension === "number") return dimension;
	// What a fresh search found is at least as good.
	return known.get(dimension) ?? leastOfExpression(dimension, search);
}

function greatestInside(dimension: Dimension, search: Search): number {
	return typeof dimension === "number" ? dimension : -leastInside(product(dimension, -1), search);
}

function leastOfExpression(expression: Expression, search: Search): number {
	const direct = leastByShifting(expression, search);
	// Nearly every question is whether something is negative: a better bound than 0 is not worth a search.
	if (direct >= 0 || search.depth >= deepestRelaxation) return direct;
	let best = direct;
	const inner = { depth: search.depth + 1, budget: search.budget };
	for (const { candidates, divisor, take } of relaxations(expression, (atom) => isNeverNegative(atom, search))) {
		search.budget.left -= candidates.length;
		if (search.budget.left < 0) return best;
		const bounds = candidates.map((candidate) => Math.ceil(leastInside(candidate, inner) / divisor));
		best = Math.max(best, take === "best" ? Math.max(...bounds) : Math.min(...bounds));
		if (best >= 0) return best;
	}
	return best;
}

function isNeverNegative(atom: Atom, { budget }: Search): boolean {
	return leastOfAtom(atom, { depth: deepestRelaxation, budget }) >= 0;
}

/** Writes each atom as its bound and something that is never negative. When then no coefficient is negative, the constant
 *  is the bound: h·w − h with h = 1 + a, w = 1 + b is b + a·b ≥ 0. */
function leastByShifting(expression: Expression, search: Search): number {
	const simple = leastAtLowerBounds(expression, search);
	if (simple !== undefined) return simple;
	let shifted: Dimension = 0;
	for (const term of expression.terms) {
		const replaced = shiftTerm(term, expression, search);
		if (replaced === undefined) return Number.NEGATIVE_INFINITY;
		shifted = sum(shifted, replaced);
	}
	if (typeof shifted === "number") return shifted;
	let constant = 0;
	for (const { coefficient, factors } of shifted.terms) {
		if (factors.length === 0) constant = coefficient;
		else if (coefficient < 0 || !factors.every(({ atom }) => has(expression, atom))) return Number.NEGATIVE_INFINITY;
	}
	return constant;
}

/** False for what abbreviates a polynomial that grew too large: of that the sign is not known. */
function has({ terms }: Expression, { key }: Atom): boolean {
	return terms.some(({ factors }) => factors.some(({ atom }) => atom.key === key));
}

/** The usual case, quickly: nothing is negative. */
function leastAtLowerBounds({ terms }: Expression, search: Search): number | undefined {
	let total = 0;
	for (const { coefficient, factors } of terms) {
		let value = coefficient;
		if (coefficient < 0 && factors.length > 0) return undefined;
		for (const { atom, power } of factors) {
			const bound = leastOfAtom(atom, search);
			if (bound < 0) return undefined;
			value *= bound ** power;
		}
		total += value;
	}
	return total;
}

function shiftTerm(term: Term, whole: Expression, search: Search): Dimension | undefined {
	let found: Dimension = term.coefficient;
	for (const { atom, power } of term.factors) {
		const replaced = shiftAtom(atom, whole, search);
		if (replaced === undefined) return undefined;
		for (let i = 0; i < power; i++) found = product(found, replaced);
	}
	return found;
}

function shiftAtom(atom: Atom, whole: Expression, search: Search): Dimension | undefined {
	const rest = expressionOfAtom(atom); // stands for what is above or below the bound
	if (isOnlySubtracted(atom, whole)) {
		const high = greatestOfAtom(atom, search);
		if (high !== Number.POSITIVE_INFINITY) return difference(high, rest);
	}
	const low = leastOfAtom(atom, search);
	return low === Number.NEGATIVE_INFINITY ? undefined : sum(low, rest);
}

function isOnlySubtracted({ key }: Atom, { terms }: Expression): boolean {
	return terms.every(({ coefficient, factors }) => coefficient < 0 || !factors.some(({ atom }) => atom.key === key));
}

function leastOfAtom(atom: Atom, search: Search): number {
	switch (atom.kind) {
		case "symbol":
			return atom.definition ? Math.max(atom.least, leastInside(atom.definition, search)) : atom.least;
		case "quotient": {
			const low = leastInside(atom.numerator, search);
			const divisor = leastInside(atom.denominator, search);
			if (divisor < 1) return Number.NEGATIVE_INFINITY;
			// Towards 0 with an unknown divisor; with a known one as it is.
			if (low < 0) return atom.rounding === "truncate" ? Math.trunc(low / divisor) : Math.floor(low / divisor);
			return Math.floor(low / greatestInside(atom.denominator, search));
		}
		case "extreme": {
			const bounds = atom.of.map((one) => leastInside(one, search));
			return atom.which === "min" ? Math.min(...bounds) : Math.max(...bounds);
		}
		case "rounded":
			return leastReal(atom, (size) => leastInside(size, search));
	}
}

function greatestOfAtom(atom: Atom, search: Search): number {
	switch (atom.kind) {
		case "symbol":
			return atom.definition ? greatestInside(atom.definition, search) : Number.POSITIVE_INFINITY;
		case "quotient": {
			const high = greatestInside(atom.numerator, search);
			const divisor = leastInside(atom.denominator, search);
			if (divisor < 1) return Number.POSITIVE_INFINITY;
			if (high >= 0) return Math.floor(high / divisor);
			return atom.rounding === "truncate" ? 0 : -1;
		}
		case "extreme": {
			const bounds = atom.of.map((one) => greatestInside(one, search));
			return atom.which === "min" ? Math.min(...bounds) : Math.max(...bounds);
		}
		case "rounded":
			return Number.POSITIVE_INFINITY;
	}
}
