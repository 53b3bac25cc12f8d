import { isAtLeast } from "./bounds.ts";
import { type Dimension, type Extreme, keyOf, sameDimension } from "./expression.ts";
import { compareText, fromTerms, termsOf } from "./polynomial.ts";
import { atomOf, expressionOfAtom } from "./symbol.ts";

/** The smallest of one or more; what can't be the smallest is left out. */
export function minimum(of: readonly [Dimension, ...Dimension[]]): Dimension {
	return extreme("min", of);
}

/** The largest of one or more; max(h, 1) is h, since dimensions of inputs are at least 1. */
export function maximum(of: readonly [Dimension, ...Dimension[]]): Dimension {
	return extreme("max", of);
}

/** More than this many are compared no further: it takes a comparison a pair. */
const mostCompared = 12;

function extreme(which: Extreme["which"], of: readonly [Dimension, ...Dimension[]]): Dimension {
	const all = of.flatMap((one) => {
		const atom = atomOf(one);
		return atom?.kind === "extreme" && atom.which === which ? atom.of : [one];
	});
	const left = all.length > mostCompared ? withoutEqual(all) : withoutBeaten(which, withoutEqual(all));
	const [first] = left;
	if (left.length === 1 && first !== undefined) return first;
	const sorted = left.toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
	const key = `${which}(${sorted.map(keyOf).join(",")})`;
	return fromTerms(termsOf(expressionOfAtom({ kind: "extreme", which, of: sorted, key })));
}

function withoutEqual(all: readonly Dimension[]): Dimension[] {
	return all.filter((one, i) => all.findIndex((other) => sameDimension(one, other)) === i);
}

function withoutBeaten(which: Extreme["which"], all: readonly Dimension[]): Dimension[] {
	const beats = (winner: Dimension, loser: Dimension) =>
		which === "max" ? isAtLeast(winner, loser) : isAtLeast(loser, winner);
	const left: Dimension[] = [];
	for (const one of all) {
		if (left.some((other) => beats(other, one))) continue;
		for (let i = left.length - 1; i >= 0; i--) {
			const other = left[i];
			if (other !== undefined && beats(one, other)) left.splice(i, 1);
		}
		left.push(one);
	}
	return left;
}
