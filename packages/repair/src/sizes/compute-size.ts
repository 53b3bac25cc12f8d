import { type Dimension, type Expression, isAtLeast, isReal, type Real } from "@suture/ops";
import { cast, type Draft, extreme, slice, unsqueeze } from "@suture/rewrite";
import { sourceOf } from "./source-of.ts";

type Atom = Expression["terms"][number]["factors"][number]["atom"];
type RealArgument = Real["left"];

/** Computes sizes from the shapes of inputs by nodes on lists of one int64, which every TensorRT can follow while it parses.
 *  Undefined: something in it is not to be read anywhere. `before` is the position of the node that needs it. */
export function computeSize(draft: Draft, size: Dimension, before: number): string | undefined {
	if (typeof size === "number") return Number.isSafeInteger(size) ? draft.int64s([size]) : undefined;
	let sum: string | undefined;
	for (const { coefficient, factors } of size.terms) {
		let product: string | undefined;
		for (const { atom, power } of factors) {
			const value = computeAtom(draft, atom, before);
			if (value === undefined) return undefined;
			for (let i = 0; i < power; i++) product = product === undefined ? value : draft.add("Mul", [product, value]);
		}
		if (product === undefined) product = draft.int64s([coefficient]);
		else if (coefficient !== 1) product = draft.add("Mul", [product, draft.int64s([coefficient])]);
		sum = sum === undefined ? product : draft.add("Add", [sum, product]);
	}
	return sum;
}

function computeAtom(draft: Draft, atom: Atom, before: number): string | undefined {
	switch (atom.kind) {
		case "symbol":
			return atom.definition ? computeSize(draft, atom.definition, before) : readSymbol(draft, atom.name, before);
		case "quotient":
			return computeQuotient(draft, atom, before);
		case "extreme": {
			const values = atom.of.map((one) => computeSize(draft, one, before));
			if (!values.every((value) => value !== undefined)) return undefined;
			const operator = atom.which === "min" ? "Min" : "Max";
			return values.reduce((found, value) => extreme(draft, operator, found, value, "int64"));
		}
		case "rounded":
			return computeRounded(draft, atom, before);
	}
}

function readSymbol(draft: Draft, name: string, before: number): string | undefined {
	const source = sourceOf(draft.site, name, before);
	if (!source) return undefined;
	const { value, position } = source;
	if (source.read === "axis") return slice(draft, draft.add("Shape", [value]), 0, position, position + 1);
	const wide = cast(draft, value, "int64");
	return source.isScalar ? unsqueeze(draft, wide, [0]) : slice(draft, wide, 0, position, position + 1);
}

function computeQuotient(
	draft: Draft,
	{ rounding, numerator, denominator }: Extract<Atom, { kind: "quotient" }>,
	before: number,
): string | undefined {
	const top = computeSize(draft, numerator, before);
	const bottom = computeSize(draft, denominator, before);
	if (top === undefined || bottom === undefined) return undefined;
	const truncated = draft.add("Div", [top, bottom]);
	if (rounding === "truncate" || isAtLeast(numerator, 0)) return truncated;
	if (!isAtLeast(denominator, 1)) return undefined;
	// Div rounds to 0: where something negative is left over, the floor is one below.
	const left = draft.add("Sub", [top, draft.add("Mul", [truncated, bottom])]);
	return draft.add("Sub", [truncated, cast(draft, draft.add("Less", [left, draft.int64s([0])]), "int64")]);
}

function computeRounded(
	draft: Draft,
	{ rounding, real }: Extract<Atom, { kind: "rounded" }>,
	before: number,
): string | undefined {
	const value = computeReal(draft, real, before);
	if (value === undefined) return undefined;
	// Cast rounds to 0 by itself.
	const operators = { floor: "Floor", ceil: "Ceil", round: "Round", truncate: undefined } as const;
	const operator = operators[rounding];
	return cast(draft, operator ? draft.add(operator, [value]) : value, "int64");
}

const operators: Readonly<Record<Real["operation"], string>> = {
	add: "Add",
	subtract: "Sub",
	multiply: "Mul",
	divide: "Div",
	power: "Pow",
	sqrt: "Sqrt",
};

function computeReal(draft: Draft, argument: RealArgument, before: number): string | undefined {
	if (typeof argument === "number") return draft.tensor({ type: "float", dims: [1], values: [argument] });
	if (!isReal(argument)) {
		const whole = computeSize(draft, argument, before);
		return whole === undefined ? undefined : cast(draft, whole, "float");
	}
	// Arithmetic in double is not to be had in TensorRT.
	if (!argument.single) return undefined;
	const left = computeReal(draft, argument.left, before);
	if (left === undefined || argument.operation === "sqrt") return left && draft.add("Sqrt", [left]);
	const right = computeReal(draft, argument.right, before);
	return right === undefined ? undefined : draft.add(operators[argument.operation], [left, right]);
}
