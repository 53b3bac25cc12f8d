import { expect, test } from "vitest";
import { numberList } from "./number-list.ts";

test("numbers are told apart by commas or spaces, and may be fractions", () => {
	expect(numberList("0.485, 0.456 ,0.406")).toEqual([0.485, 0.456, 0.406]);
	expect(numberList(" 1/255 ")).toEqual([1 / 255]);
	expect(numberList("1 -2e-1")).toEqual([1, -0.2]);
});

test("what is no number makes none of it one", () => {
	for (const text of ["", " ", "1,,2", "x", "1/0", "1/", "/2", "1/2/3", "NaN", "Infinity"]) {
		expect(numberList(text)).toBeUndefined();
	}
});
