import { describe, expect, test } from "vitest";
import { isAtLeast, least } from "./bounds.ts";
import { evaluate } from "./evaluate.ts";
import { sameDimension } from "./expression.ts";
import { parseDimension } from "./parse.ts";
import { symbol } from "./symbol.ts";
import { asciiOfDimension, textOfDimension } from "./text.ts";

/** The normal form of a text, as text. */
function normal(text: string): string {
	const found = parseDimension(text);
	return found === undefined ? "nothing" : textOfDimension(found);
}

describe("normal form", () => {
	test.each([
		["h + h", "2*h"],
		["h*w - w*h", "0"],
		["(h + 1)*(h - 1)", "h*h - 1"],
		["h/1", "h"],
		["4*h/4", "h"],
		["(4*h + 6)/4", "h + 1"],
		["h/2*2 + h%2", "h"],
		["(h + 1)/2", "⌈h/2⌉"],
		["((h + 1)/2 + 1)/2", "⌈h/4⌉"],
		["(h - 1)/2 + 1", "⌈h/2⌉"],
		["h/2/2/2", "h/8"],
		["6*h/4", "h/2 + h"],
		["(h*w + w)/(h + 1)", "w"],
		["2*n*h*64/(n*h)", "128"],
		["n*h/(n*w)", "h/w"],
		["n*64*(h/2)/(n*64)", "h/2"],
		["h + (7 - h%7)%7", "7*⌈h/7⌉"],
		["max(h, 1)", "h"],
		["min(h, 1)", "1"],
		["max(h, h + 1, w)", "max(h + 1, w)"],
		["max(min(s, 512), s)", "s"],
		["max(2*ceil(h/8), ceil(h/4))", "2*⌈h/8⌉"],
		["(h%3)/3", "0"],
		["2*(h/2)", "2*(h/2)"],
		["ceil((h + w)/32)", "⌈(h + w)/32⌉"],
		["'/a-b'*2", "2*'/a-b'"],
		["Mod(s0, 2)", "s0 - 2*(s0/2)"],
		["floor(0.5*h)", "h/2"],
		["floor(0.7*h)", "⌊0.7*h⌋"],
		["-h", "-h"],
		["2 - h", "2 - h"],
	])("%s is %s", (text, expected) => {
		expect(normal(text)).toBe(expected);
	});

	test("tells h/2*2 and h apart, since they differ where h is odd", () => {
		expect(sameDimension(parseDimension("h/2*2"), parseDimension("h"))).toBe(false);
	});
});
test("knows that the padding of SAME is never negative", () => {
	expect(least(parseDimension("(ceil(h/2) - 1)*2 + 3 - h") ?? 0)).toBeGreaterThanOrEqual(0);
});
test("knows that half of a size is not more than it", () => {
	expect(isAtLeast(symbol("h"), parseDimension("h/2") ?? 0)).toBe(true);
	expect(isAtLeast(parseDimension("h/2") ?? 0, symbol("h"))).toBe(false);
});
test("does not take a name with other characters for arithmetic of it", () => {
	expect(textOfDimension(symbol("batch size"))).toBe("batch size");
	expect(parseDimension("batch size")).toBeUndefined();
});
test("writes ASCII where a file wants it", () => {
	expect(asciiOfDimension(parseDimension("ceil(h/32)*2") ?? 0)).toBe("2*ceil(h/32)");
});
test("evaluates", () => {
	expect(evaluate(parseDimension("7*ceil(h/7) - h") ?? 0, new Map([["h", 12]]))).toBe(2);
});
