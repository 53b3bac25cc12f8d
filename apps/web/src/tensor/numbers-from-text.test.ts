import { expect, test } from "vitest";
import { inShape, numbersFromText } from "./numbers-from-text.ts";

test("JSON as deep as the axes are", () => {
	expect(numbersFromText("[[1, 2.5], [-3, 4e2]]")).toEqual({ dims: [2, 2], values: [1, 2.5, -3, 400] });
	expect(numbersFromText('[true, "inf"]')).toEqual({ dims: [2], values: [true, "inf"] });
	expect(numbersFromText("[]")).toEqual({ dims: [0], values: [] });
});

test("rows as spreadsheets and printouts have them", () => {
	expect(numbersFromText("1,2\n3,4\n")).toEqual({ dims: [2, 2], values: [1, 2, 3, 4] });
	expect(numbersFromText("1\t2\t3")).toEqual({ dims: [3], values: [1, 2, 3] });
	expect(numbersFromText(" 0.5  -inf nan")).toEqual({ dims: [3], values: [0.5, "-inf", "nan"] });
	expect(numbersFromText("9007199254740993")).toEqual({ dims: [1], values: ["9007199254740993"] });
});

test("what is no table says why", () => {
	expect(numbersFromText("1,2\n3")).toEqual({ reason: "Its rows are not equally long." });
	expect(numbersFromText("[[1],[2,3]]")).toEqual({ reason: "Its rows are not equally long." });
	expect(numbersFromText("a,b")).toEqual({ reason: "a is no number." });
	expect(numbersFromText("[1,")).toHaveProperty("reason");
});

test("as many numbers as there were keep the shape", () => {
	const pasted = { dims: [4], values: [1, 2, 3, 4] };
	expect(inShape(pasted, [2, 2])).toEqual([2, 2]);
	expect(inShape(pasted, [3])).toEqual([4]);
});
