import { divideTerm } from "./divide-exactly.ts";
import type { Dimension, Factor, Term } from "./expression.ts";
import { greatestCommonDivisor } from "./greatest-common-divisor.ts";
import { fromTerms, termOf, termsOf } from "./polynomial.ts";

/** A fraction reduced by the number and the atoms that every term of both sides shares: (2·n·h)/(4·n·w) is h/(2·w). */
export function withoutCommonFactors(
	numerator: Dimension,
	denominator: Dimension,
): { numerator: Dimension; denominator: Dimension } {
	const common = [...termsOf(numerator), ...termsOf(denominator)].reduce(sharedTerm);
	if (common.coefficient === 1 && common.factors.length === 0) return { numerator, denominator };
	return { numerator: reduced(numerator, common), denominator: reduced(denominator, common) };
}

function reduced(dimension: Dimension, common: Term): Dimension {
	return fromTerms(termsOf(dimension).flatMap((term) => divideTerm(term, common) ?? []));
}

function sharedTerm(left: Term, right: Term): Term {
	const factors: Factor[] = [];
	for (const { atom, power } of left.factors) {
		const other = right.factors.find((factor) => factor.atom.key === atom.key);
		if (other) factors.push({ atom, power: Math.min(power, other.power) });
	}
	return termOf(greatestCommonDivisor(Math.abs(left.coefficient), Math.abs(right.coefficient)), factors);
}
