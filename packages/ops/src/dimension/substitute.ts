import { floorDivide, truncateDivide } from "./divide.ts";
import type { Atom, Dimension, Expression, SizeSymbol } from "./expression.ts";
import { maximum, minimum } from "./extremes.ts";
import { product, sum } from "./polynomial.ts";
import { isReal, type Real, type RealArgument } from "./real.ts";
import { calculate, roundReal } from "./real-arithmetic.ts";
import { expressionOfAtom } from "./symbol.ts";

/** What symbols are bound to; undefined leaves one as it is. */
export type Bindings = (symbol: SizeSymbol) => Dimension | undefined;

/** The dimension with symbols replaced by numbers or expressions, in normal form again. */
export function substitute(dimension: Dimension, bindings: Bindings): Dimension {
	if (typeof dimension === "number") return dimension;
	let found: Dimension = 0;
	for (const { coefficient, factors } of dimension.terms) {
		let term: Dimension = coefficient;
		for (const { atom, power } of factors) {
			const replaced = substituteAtom(atom, bindings);
			for (let i = 0; i < power; i++) term = product(term, replaced);
		}
		found = sum(found, term);
	}
	return found;
}

function substituteAtom(atom: Atom, bindings: Bindings): Dimension {
	switch (atom.kind) {
		case "symbol":
			return bindings(atom) ?? (atom.definition ? substituteDefinition(atom, atom.definition, bindings) : itself(atom));
		case "quotient": {
			const numerator = substitute(atom.numerator, bindings);
			const denominator = substitute(atom.denominator, bindings);
			const divide = atom.rounding === "floor" ? floorDivide : truncateDivide;
			return divide(numerator, denominator) ?? itself(atom);
		}
		case "extreme": {
			const [first = 0, ...rest] = atom.of.map((one) => substitute(one, bindings));
			return (atom.which === "min" ? minimum : maximum)([first, ...rest]);
		}
		case "rounded": {
			const real = substituteReal(atom.real, bindings);
			return (real === undefined ? undefined : roundReal(atom.rounding, real)) ?? itself(atom);
		}
	}
}

function itself(atom: Atom): Dimension {
	return expressionOfAtom(atom);
}

/** An abbreviation stays one unless something in it was bound. */
function substituteDefinition(atom: SizeSymbol, definition: Expression, bindings: Bindings): Dimension {
	const replaced = substitute(definition, bindings);
	return typeof replaced !== "number" && replaced.key === definition.key ? itself(atom) : replaced;
}

function substituteReal(argument: Real, bindings: Bindings): RealArgument | undefined {
	const side = (one: RealArgument) => (isReal(one) ? substituteReal(one, bindings) : substituteSize(one, bindings));
	const left = side(argument.left);
	const right = side(argument.right);
	if (left === undefined || right === undefined) return undefined;
	return calculate(argument.operation, left, right, argument.single);
}

function substituteSize(size: number | Expression, bindings: Bindings): Dimension {
	return typeof size === "number" ? size : substitute(size, bindings);
}
