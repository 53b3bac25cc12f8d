import { ceilDivide, floorDivide, modulo, truncateDivide } from "./divide.ts";
import type { Dimension } from "./expression.ts";
import { maximum, minimum } from "./extremes.ts";
import { difference, product, sum } from "./polynomial.ts";
import type { RealArgument, RealOperation } from "./real.ts";
import { calculate, roundReal } from "./real-arithmetic.ts";
import { symbol } from "./symbol.ts";
import { type Operator, parseSyntax, type Syntax } from "./syntax-tree.ts";

/** The dimension that a text such as `h/2 + 1`, `ceil(h/32)` or `Max(1, s0)` describes; undefined when it describes none.
 *  A division rounds down. `nameOf` says what a name is; by default a symbol that is at least 1. */
export function parseDimension(
	text: string,
	nameOf: (name: string) => Dimension | undefined = (name) => symbol(name),
): Dimension | undefined {
	const tree = parseSyntax(text);
	return tree && sizeOf(tree, nameOf);
}

type NameOf = (name: string) => Dimension | undefined;
type Binary = (left: Dimension, right: Dimension) => Dimension | undefined;

const binary: { readonly [K in Operator]: Binary } = {
	"+": sum,
	"-": difference,
	"*": product,
	"/": floorDivide,
	"%": modulo,
	"**": power,
};

function power(base: Dimension, exponent: Dimension): Dimension | undefined {
	if (typeof exponent !== "number" || exponent < 0 || exponent > 8) return undefined;
	let found: Dimension = 1;
	for (let i = 0; i < exponent; i++) found = product(found, base);
	return found;
}

function sizeOf(tree: Syntax, nameOf: NameOf): Dimension | undefined {
	switch (tree.is) {
		case "number":
			return Number.isSafeInteger(tree.value) ? tree.value : undefined;
		case "name":
			return nameOf(tree.name);
		case "operation": {
			const left = sizeOf(tree.left, nameOf);
			const right = sizeOf(tree.right, nameOf);
			return left === undefined || right === undefined ? undefined : binary[tree.operator](left, right);
		}
		case "call":
			return calls.get(tree.name)?.(tree.of, nameOf);
	}
}

type Call = (of: readonly Syntax[], nameOf: NameOf) => Dimension | undefined;

// Names as people, sympy and PyTorch's shape environment write them, in lower case.
const calls: ReadonlyMap<string, Call> = new Map<string, Call>([
	["floor", rounding("floor", floorDivide)],
	["ceil", rounding("ceil", ceilDivide)],
	["ceiling", rounding("ceil", ceilDivide)],
	["truncate", rounding("truncate", truncateDivide)],
	["trunc", rounding("truncate", truncateDivide)],
	["round", rounding("round", undefined)],
	["min", extreme(minimum)],
	["max", extreme(maximum)],
	["mod", ofTwo(modulo)],
	["floordiv", ofTwo(floorDivide)],
	["ceildiv", ofTwo(ceilDivide)],
]);

function extreme(find: (of: readonly [Dimension, ...Dimension[]]) => Dimension): Call {
	return (of, nameOf) => {
		const [first, ...rest] = of.map((one) => sizeOf(one, nameOf));
		const known = rest.filter((one) => one !== undefined);
		return first === undefined || known.length < rest.length ? undefined : find([first, ...known]);
	};
}

function ofTwo(divide: Binary): Call {
	return (of, nameOf) => {
		const [left, right] = of.map((one) => sizeOf(one, nameOf));
		return left === undefined || right === undefined ? undefined : divide(left, right);
	};
}

/** Inside of these a division is exact, and numbers may have fractions. */
function rounding(mode: "floor" | "ceil" | "round" | "truncate", divide: Binary | undefined): Call {
	return ([inner], nameOf) => {
		if (inner === undefined) return undefined;
		if (divide && inner.is === "operation" && inner.operator === "/") {
			const left = sizeOf(inner.left, nameOf);
			const right = sizeOf(inner.right, nameOf);
			if (left !== undefined && right !== undefined) return divide(left, right);
		}
		const real = realOf(inner, nameOf);
		return real === undefined ? undefined : roundReal(mode, real);
	};
}

const realOperations: ReadonlyMap<Operator, RealOperation> = new Map([
	["+", "add"],
	["-", "subtract"],
	["*", "multiply"],
	["/", "divide"],
	["**", "power"],
]);

function realOf(tree: Syntax, nameOf: NameOf): RealArgument | undefined {
	if (tree.is === "number") return Math.fround(tree.value); // as it was before it was written down
	if (tree.is === "call" && tree.name === "sqrt") {
		const of = tree.of[0] && realOf(tree.of[0], nameOf);
		return of === undefined ? undefined : calculate("sqrt", of, 0, true);
	}
	const operation = tree.is === "operation" ? realOperations.get(tree.operator) : undefined;
	if (tree.is !== "operation" || operation === undefined) return sizeOf(tree, nameOf);
	const left = realOf(tree.left, nameOf);
	const right = realOf(tree.right, nameOf);
	return left === undefined || right === undefined ? undefined : calculate(operation, left, right, true);
}
