import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { greatest, least } from "./bounds.ts";
import { ceilDivide, floorDivide, modulo, truncateDivide } from "./divide.ts";
import { evaluate } from "./evaluate.ts";
import { type Dimension, sameDimension } from "./expression.ts";
import { maximum, minimum } from "./extremes.ts";
import { parseDimension } from "./parse.ts";
import { difference, product, sum } from "./polynomial.ts";
import { substitute } from "./substitute.ts";
import { symbol } from "./symbol.ts";
import { textOfDimension } from "./text.ts";

/** An expression built twice at once: by the algebra, and as a function that calculates it from numbers. */
interface Twin {
	readonly dimension: Dimension;
	readonly number: (sizes: Sizes) => number;
}

type Sizes = { readonly h: number; readonly w: number };

const names: readonly (keyof Sizes)[] = ["h", "w"];

const leaf: fc.Arbitrary<Twin> = fc.oneof(
	fc.integer({ min: -9, max: 9 }).map((value) => ({ dimension: value, number: () => value })),
	fc.constantFrom(...names).map((name) => ({ dimension: symbol(name), number: (sizes: Sizes) => sizes[name] })),
);

type Operation = (left: Twin, right: Twin) => Twin | undefined;

function operation(
	algebra: (left: Dimension, right: Dimension) => Dimension | undefined,
	numbers: (left: number, right: number) => number,
): Operation {
	return (left, right) => {
		const dimension = algebra(left.dimension, right.dimension);
		return dimension === undefined
			? undefined
			: { dimension, number: (sizes) => numbers(left.number(sizes), right.number(sizes)) };
	};
}

/** Nothing that divides by 0 anywhere has a meaning: NaN stays NaN to the end. */
function quotient(left: number, right: number): number {
	return right === 0 ? Number.NaN : left / right;
}

const operations: readonly Operation[] = [
	operation(sum, (a, b) => a + b),
	operation(difference, (a, b) => a - b),
	operation(product, (a, b) => a * b),
	operation(
		(a, b) => minimum([a, b]),
		(a, b) => Math.min(a, b),
	),
	operation(
		(a, b) => maximum([a, b]),
		(a, b) => Math.max(a, b),
	),
	operation(floorDivide, (a, b) => Math.floor(quotient(a, b))),
	operation(truncateDivide, (a, b) => Math.trunc(quotient(a, b))),
	operation(
		(a, b) => (least(b) > 0 ? ceilDivide(a, b) : undefined),
		(a, b) => Math.ceil(quotient(a, b)),
	),
	operation(modulo, (a, b) => a - b * Math.floor(quotient(a, b))),
];

const { twin } = fc.letrec<{ twin: Twin }>((tie) => ({
	twin: fc.oneof(
		{ maxDepth: 5, depthSize: "small" },
		leaf,
		fc
			.tuple(fc.constantFrom(...operations), tie("twin"), tie("twin"))
			.map(([apply, left, right]) => apply(left, right) ?? left),
	),
}));

const sizes = fc.record({ h: fc.integer({ min: 1, max: 60 }), w: fc.integer({ min: 1, max: 60 }) });

/** Undefined where a division by 0 or a number beyond 2^53 made the calculation meaningless. */
function numberOf(one: Twin, at: Sizes): number | undefined {
	const found = one.number(at);
	return Number.isSafeInteger(found) ? found : undefined;
}

function bound(at: Sizes): ReadonlyMap<string, number> {
	return new Map(Object.entries(at));
}

describe("the algebra of dimensions", () => {
	test("evaluates as the numbers do", () => {
		fc.assert(
			fc.property(twin, sizes, (one, at) => {
				const expected = numberOf(one, at);
				fc.pre(expected !== undefined);
				expect(evaluate(one.dimension, bound(at))).toBe(expected + 0);
			}),
			{ numRuns: 3000 },
		);
	});

	test("bounds hold", () => {
		fc.assert(
			fc.property(twin, sizes, (one, at) => {
				const found = numberOf(one, at);
				fc.pre(found !== undefined);
				expect(least(one.dimension)).toBeLessThanOrEqual(found);
				expect(greatest(one.dimension)).toBeGreaterThanOrEqual(found);
			}),
			{ numRuns: 2000 },
		);
	});

	test("equal normal forms mean equal numbers, and a difference of equals is 0", () => {
		fc.assert(
			fc.property(twin, (one) => {
				expect(difference(one.dimension, one.dimension)).toBe(0);
				expect(sameDimension(sum(one.dimension, 1), difference(one.dimension, -1))).toBe(true);
			}),
		);
	});

	test("to substitute and then evaluate is to evaluate with the sum of both", () => {
		fc.assert(
			fc.property(twin, twin, sizes, (outer, inner, at) => {
				const h = numberOf(inner, at);
				fc.pre(h !== undefined && h >= 1 && numberOf(outer, { ...at, h }) !== undefined);
				const replaced = substitute(outer.dimension, ({ name }) => (name === "h" ? inner.dimension : undefined));
				expect(evaluate(replaced, bound(at))).toBe((numberOf(outer, { ...at, h }) ?? 0) + 0);
			}),
			{ numRuns: 2000 },
		);
	});

	test("text reads back as the same dimension", () => {
		fc.assert(
			fc.property(twin, (one) => {
				const text = textOfDimension(one.dimension);
				const back = parseDimension(text);
				expect(back, text).toBeDefined();
				if (!text.includes("size_")) expect(sameDimension(back, one.dimension), text).toBe(true);
			}),
			{ numRuns: 2000 },
		);
	});
});
