import { type Atom, type Expression, isExpression, type SizeSymbol } from "./expression.ts";

/** A size with a name. `least` is what it is at least: 1 for a dimension of an input, 0 for a count, -Infinity for a number
 *  that somebody may choose freely. */
export function symbol(name: string, least = 1): Expression {
	return expressionOfAtom({ kind: "symbol", name, least, key: symbolKey(name) });
}

/** Quoted when it could be mistaken for anything else in a key. */
function symbolKey(name: string): string {
	return plainName.test(name) ? name : JSON.stringify(name);
}

const plainName = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** The polynomial that is just this atom. */
export function expressionOfAtom(atom: Atom): Expression {
	const term = { coefficient: 1, factors: [{ atom, power: 1 }], key: atom.key };
	return { kind: "expression", terms: [term], key: atom.key };
}

/** The atom when the expression is nothing else. */
export function atomOf(value: unknown): Atom | undefined {
	if (!isExpression(value) || value.terms.length !== 1) return undefined;
	const [term] = value.terms;
	const [factor] = term?.factors ?? [];
	return term?.coefficient === 1 && term.factors.length === 1 && factor?.power === 1 ? factor.atom : undefined;
}

/** The symbol when the expression is nothing else. */
export function symbolOf(value: unknown): SizeSymbol | undefined {
	const atom = atomOf(value);
	return atom?.kind === "symbol" ? atom : undefined;
}
