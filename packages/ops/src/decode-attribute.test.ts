import { expect, test } from "vitest";
import { decodeAttribute } from "./decode-attribute.ts";

test("reads an integer beyond 2^53 exactly", () => {
	expect(decodeAttribute("n", ["INT", { int: "9223372036854775807" }]).default).toBe(9223372036854775807n);
	expect(decodeAttribute("n", ["INTS", [1, { int: "-9223372036854775808" }]]).default).toEqual([
		1n,
		-9223372036854775808n,
	]);
});

test("reads an empty list as a default, and no default as undefined", () => {
	expect(decodeAttribute("axes", ["INTS", []]).default).toEqual([]);
	expect(decodeAttribute("axes", ["INTS"]).default).toBeUndefined();
});

test("reads an empty string as a default", () => {
	expect(decodeAttribute("equation", ["STRING", ""]).default).toBe("");
});
