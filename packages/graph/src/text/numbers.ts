import { type Scanner, skipBlank, stopExpecting, takeMatch } from "./scanner.ts";
import { Stop } from "./stop.ts";

/** A number as it is written. 1 is an int; 1.0, 1e5, inf and nan are floats. */
export interface NumberToken {
	readonly kind: "int" | "float";
	readonly text: string;
	/** Where it begins. */
	readonly at: number;
}

const number = /-?(?:\d+(?:\.\d*)?(?:e[+-]?\d*)?|(?:infinity|inf|nan)(?![a-z0-9_]))/iy;

export function takeNumber(scanner: Scanner): NumberToken | undefined {
	skipBlank(scanner);
	const { at } = scanner;
	const text = takeMatch(scanner, number);
	return text === undefined ? undefined : { kind: /^-?\d+$/.test(text) ? "int" : "float", text, at };
}

/** The nearest float64, or with `bits` 32 the nearest float32 to that. Stops where a finite number would become infinite. */
export function floatOf({ text, at }: NumberToken, bits: 32 | 64): number {
	if (/n/i.test(text)) return /nan/i.test(text) ? Number.NaN : text.startsWith("-") ? -Infinity : Infinity;
	const value = bits === 32 ? Math.fround(Number(text)) : Number(text);
	if (Number.isNaN(value)) throw new Stop("text/number", at, `${text} is not a number`);
	if (!Number.isFinite(value)) throw tooLarge(text, at, bits === 32 ? "a float" : "a double");
	return value;
}

/** An integer from `low` to `high`; `holder` says what can hold no other. */
export function intOf({ kind, text, at }: NumberToken, low: bigint, high: bigint, holder: string): bigint {
	if (kind === "float") throw new Stop("text/number", at, `${text} is not an integer, as ${holder} must be`);
	// Checked by length first: converting millions of digits takes minutes.
	const value = text.length > 30 ? undefined : BigInt(text);
	if (value === undefined || value < low || value > high) throw tooLarge(text, at, holder);
	return value;
}

function tooLarge(text: string, at: number, holder: string): Stop {
	const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
	return new Stop("text/number", at, `${shown} is more than ${holder} can hold`);
}

const int64 = { low: -(2n ** 63n), high: 2n ** 63n - 1n };

export function int64Of(token: NumberToken): bigint {
	return intOf(token, int64.low, int64.high, "an int64");
}

export function expectInt64(scanner: Scanner): bigint {
	return int64Of(takeNumber(scanner) ?? stopExpecting(scanner, "an integer"));
}

/** An integer that is a version or a size. */
export function expectCount(scanner: Scanner): number {
	const token = takeNumber(scanner) ?? stopExpecting(scanner, "an integer");
	const most = BigInt(Number.MAX_SAFE_INTEGER);
	return Number(intOf(token, -most, most, "a version or size"));
}
