import type { Dimension, Factor, Term } from "./expression.ts";
import { difference, fromTerms, product, termOf, termsOf } from "./polynomial.ts";

/** No size of a network has so many terms; the limit keeps hostile ones cheap. */
const mostSteps = 64;

/** The polynomial whose product with the denominator is the numerator; undefined when there is none. Both sides are divided
 *  as polynomials over their atoms, so (h·w + w) / (h + 1) is w. */
export function divideExactly(numerator: Dimension, denominator: Dimension): Dimension | undefined {
	if (denominator === 1) return numerator;
	const lead = termsOf(denominator)[0];
	if (lead === undefined) return undefined;
	const found: Term[] = [];
	let rest = numerator;
	for (let step = 0; step < mostSteps; step++) {
		const next = termsOf(rest)[0];
		if (next === undefined) return fromTerms(found);
		const whole = divideTerm(next, lead);
		if (whole === undefined) return undefined;
		found.push(whole);
		rest = difference(rest, product(fromTerms([whole]), denominator));
	}
	return undefined;
}

/** One term by another; undefined when it leaves anything over. */
export function divideTerm(numerator: Term, denominator: Term): Term | undefined {
	const coefficient = numerator.coefficient / denominator.coefficient;
	if (!Number.isInteger(coefficient)) return undefined;
	const factors = removeFactors(numerator.factors, denominator.factors);
	return factors && termOf(coefficient, factors);
}

function removeFactors(from: readonly Factor[], removed: readonly Factor[]): Factor[] | undefined {
	if (removed.length > from.length) return undefined;
	const left = new Map(from.map((factor) => [factor.atom.key, factor]));
	for (const { atom, power } of removed) {
		const known = left.get(atom.key);
		if (known === undefined || known.power < power) return undefined;
		if (known.power === power) left.delete(atom.key);
		else left.set(atom.key, { atom, power: known.power - power });
	}
	return [...left.values()];
}
