import type { Dimension, Rounded } from "./expression.ts";
import { isReal, type Real, type RealArgument } from "./real.ts";

/** A number that a rounded real never falls below. Only growing, never negative arithmetic is understood. */
export function leastReal({ real, rounding }: Rounded, least: (size: Dimension) => number): number {
	const low = leastArgument(real, least);
	// A rounding of the last bit may carry a result below its exact bound.
	const safe = low - Math.abs(low) * 2 ** -20;
	return rounding === "ceil" ? Math.ceil(safe) : Math.floor(safe);
}

function leastArgument(argument: RealArgument, least: (size: Dimension) => number): number {
	if (isReal(argument)) return leastOfReal(argument, least);
	return typeof argument === "number" ? argument : least(argument);
}

function leastOfReal({ operation, left, right }: Real, least: (size: Dimension) => number): number {
	const low = leastArgument(left, least);
	const other = leastArgument(right, least);
	switch (operation) {
		case "add":
			return low + other;
		case "multiply":
			return low >= 0 && other >= 0 ? low * other : Number.NEGATIVE_INFINITY;
		case "divide":
			if (typeof right === "number" && right > 0) return low / right;
			return low >= 0 && other > 0 ? 0 : Number.NEGATIVE_INFINITY;
		case "sqrt":
			return low >= 0 ? Math.sqrt(low) : Number.NEGATIVE_INFINITY;
		case "subtract":
			return typeof right === "number" ? low - right : Number.NEGATIVE_INFINITY;
		case "power":
			return low >= 0 ? 0 : Number.NEGATIVE_INFINITY;
	}
}
