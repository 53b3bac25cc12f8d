import type { Atom, Dimension, SizeSymbol } from "./expression.ts";
import { isReal, type RealArgument } from "./real.ts";

/** Every symbol that a dimension is made of, once, also those inside divisions; abbreviations are looked into. */
export function symbolsOf(dimension: Dimension): SizeSymbol[] {
	const found = new Map<string, SizeSymbol>();
	collect(dimension, found);
	return [...found.values()];
}

function collect(dimension: Dimension, found: Map<string, SizeSymbol>): void {
	if (typeof dimension === "number") return;
	for (const { factors } of dimension.terms) for (const { atom } of factors) collectFromAtom(atom, found);
}

function collectFromAtom(atom: Atom, found: Map<string, SizeSymbol>): void {
	switch (atom.kind) {
		case "symbol":
			if (found.has(atom.key)) return;
			if (atom.definition) collect(atom.definition, found);
			else found.set(atom.key, atom);
			return;
		case "quotient":
			collect(atom.numerator, found);
			collect(atom.denominator, found);
			return;
		case "extreme":
			for (const one of atom.of) collect(one, found);
			return;
		case "rounded":
			collectFromReal(atom.real, found);
	}
}

function collectFromReal(argument: RealArgument, found: Map<string, SizeSymbol>): void {
	if (!isReal(argument)) {
		collect(argument, found);
		return;
	}
	collectFromReal(argument.left, found);
	collectFromReal(argument.right, found);
}
