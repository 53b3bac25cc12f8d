import type { Dimension, Expression } from "./expression.ts";

/** Floating-point arithmetic on sizes, as exporters write it: Cast(Shape) · scale. It is kept as it is written, since
 *  rounding can make it differ from exact arithmetic. */
export interface Real {
	readonly kind: "real";
	readonly operation: RealOperation;
	readonly left: RealArgument;
	/** For sqrt: not used, 0. */
	readonly right: RealArgument;
	/** Whether each result is rounded to 32 bits. */
	readonly single: boolean;
	readonly depth: number;
	readonly key: string;
}

export type RealOperation = "add" | "subtract" | "multiply" | "divide" | "power" | "sqrt";

/** A number may have a fraction; an expression is a whole number. */
export type RealArgument = number | Expression | Real;

export function isReal(value: unknown): value is Real {
	return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "real";
}

/** An element of a float tensor that is a size. */
export function isSize(value: RealArgument): value is Dimension {
	return typeof value === "number" ? Number.isInteger(value) : value.kind === "expression";
}
