import type { Dimension, Expression, Factor, Term } from "./expression.ts";
import { limited } from "./limit.ts";

/** left + right. */
export function sum(left: Dimension, right: Dimension): Dimension {
	if (typeof left === "number" && typeof right === "number") return left + right;
	if (left === 0) return right;
	if (right === 0) return left;
	return fromTerms([...termsOf(left), ...termsOf(right)]);
}

/** left − right. */
export function difference(left: Dimension, right: Dimension): Dimension {
	if (typeof left === "number" && typeof right === "number") return left - right;
	return sum(left, product(right, -1));
}

/** left · right. */
export function product(left: Dimension, right: Dimension): Dimension {
	if (typeof left === "number" && typeof right === "number") return left * right + 0; // + 0: no size is -0
	if (left === 0 || right === 0) return 0;
	if (left === 1) return right;
	if (right === 1) return left;
	const terms: Term[] = [];
	for (const one of termsOf(left)) for (const other of termsOf(right)) terms.push(termProduct(one, other));
	return fromTerms(terms);
}

/** The product of all; 1 of none. */
export function productOf(dimensions: Iterable<Dimension>): Dimension {
	let found: Dimension = 1;
	for (const dimension of dimensions) found = product(found, dimension);
	return found;
}

/** The sum of all; 0 of none. */
export function sumOf(dimensions: Iterable<Dimension>): Dimension {
	let found: Dimension = 0;
	for (const dimension of dimensions) found = sum(found, dimension);
	return found;
}

/** The terms; a number is a constant term, and 0 is none. */
export function termsOf(dimension: Dimension): readonly Term[] {
	if (typeof dimension !== "number") return dimension.terms;
	return dimension === 0 ? [] : [constantTerm(dimension)];
}

function constantTerm(coefficient: number): Term {
	return { coefficient, factors: [], key: "" };
}

/** The dimension that terms add up to, in normal form. */
export function fromTerms(terms: readonly Term[]): Dimension {
	const merged = new Map<string, Term>();
	for (const term of terms) {
		const known = merged.get(term.key);
		merged.set(term.key, known ? { ...term, coefficient: known.coefficient + term.coefficient } : term);
	}
	const left = [...merged.values()].filter(({ coefficient }) => coefficient !== 0).sort(compareTerms);
	const [first] = left;
	if (first === undefined) return 0;
	if (left.length === 1 && first.factors.length === 0) return first.coefficient;
	const expression: Expression = { kind: "expression", terms: left, key: left.map(keyOfTerm).join("+") };
	return limited(expression);
}

function keyOfTerm({ coefficient, key }: Term): string {
	if (key === "") return String(coefficient);
	return coefficient === 1 ? key : `${coefficient}*${key}`;
}

function termProduct(left: Term, right: Term): Term {
	const coefficient = left.coefficient * right.coefficient;
	if (left.factors.length === 0) return { ...right, coefficient };
	if (right.factors.length === 0) return { ...left, coefficient };
	const powers = new Map<string, Factor>();
	for (const factor of [...left.factors, ...right.factors]) {
		const known = powers.get(factor.atom.key);
		powers.set(factor.atom.key, known ? { atom: factor.atom, power: known.power + factor.power } : factor);
	}
	return termOf(coefficient, [...powers.values()]);
}

/** A term from factors in any order, each atom once. */
export function termOf(coefficient: number, factors: readonly Factor[]): Term {
	const sorted = factors.toSorted((a, b) => compareText(a.atom.key, b.atom.key));
	const key = sorted.map(({ atom, power }) => (power === 1 ? atom.key : `${atom.key}^${power}`)).join("·");
	return { coefficient, factors: sorted, key };
}

function degreeOf({ factors }: Term): number {
	return factors.reduce((degree, { power }) => degree + power, 0);
}

/** Graded lexicographic, highest first: an order that multiplication keeps, as polynomial division needs it. */
function compareTerms(left: Term, right: Term): number {
	const byDegree = degreeOf(right) - degreeOf(left);
	if (byDegree !== 0) return byDegree;
	for (let i = 0; i < Math.max(left.factors.length, right.factors.length); i++) {
		const a = left.factors[i];
		const b = right.factors[i];
		if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
		const byAtom = compareText(a.atom.key, b.atom.key);
		if (byAtom !== 0) return byAtom;
		if (a.power !== b.power) return b.power - a.power;
	}
	return 0;
}

/** By code units: an order that does not depend on the reader's language. */
export function compareText(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0;
}
