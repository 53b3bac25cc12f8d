import type { Atom, Dimension, Expression } from "./expression.ts";
import { isReal, type Real } from "./real.ts";
import { expressionOfAtom } from "./symbol.ts";

/** Larger expressions help nobody, and a model could be built to make them explode. */
const mostTerms = 24;
const longestKey = 1500;
const highestPower = 12;
/** How often an abbreviation may stand inside another one's definition. */
const deepestDefinition = 16;

/** The expression itself, or when it is too large a symbol that abbreviates it. Equal ones get equal symbols. */
export function limited(expression: Expression): Expression {
	const exact = expression.terms.every(({ coefficient }) => Number.isSafeInteger(coefficient));
	if (exact && isSmall(expression)) return expression;
	const name = `size_${hashOf(expression.key)}`;
	const remembered = exact && definitionDepth(expression) < deepestDefinition;
	return expressionOfAtom({
		kind: "symbol",
		name,
		least: Number.NEGATIVE_INFINITY,
		...(remembered ? { definition: expression } : {}),
		key: name,
	});
}

function isSmall({ terms, key }: Expression): boolean {
	if (terms.length > mostTerms || key.length > longestKey) return false;
	return terms.every(({ factors }) => factors.every(({ power }) => power <= highestPower));
}

const depths = new WeakMap<Expression, number>();

function definitionDepth(expression: Expression): number {
	let depth = depths.get(expression);
	if (depth === undefined) {
		depth = Math.max(0, ...expression.terms.flatMap(({ factors }) => factors.map(({ atom }) => depthOfAtom(atom))));
		depths.set(expression, depth);
	}
	return depth;
}

function depthOfAtom(atom: Atom): number {
	switch (atom.kind) {
		case "symbol":
			return atom.definition ? 1 + definitionDepth(atom.definition) : 0;
		case "quotient":
			return Math.max(depthOf(atom.numerator), depthOf(atom.denominator));
		case "extreme":
			return Math.max(...atom.of.map(depthOf));
		case "rounded":
			return depthOfReal(atom.real);
	}
}

function depthOf(dimension: Dimension): number {
	return typeof dimension === "number" ? 0 : definitionDepth(dimension);
}

function depthOfReal({ left, right }: Real): number {
	return Math.max(...[left, right].map((side) => (isReal(side) ? depthOfReal(side) : depthOf(side))));
}

/** FNV-1a from both ends, 64 bits: two sizes of one model never share a name by chance. */
function hashOf(text: string): string {
	let forwards = 0x811c9dc5;
	let backwards = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) {
		forwards = Math.imul(forwards ^ text.charCodeAt(i), 0x01000193);
		backwards = Math.imul(backwards ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
	}
	return (forwards >>> 0).toString(36) + (backwards >>> 0).toString(36);
}
