import type { NetworkInput } from "@suture/tensorrt";
import { expect, test } from "vitest";
import { dynamicInputs, guessedShape, parseShape, shapeRange } from "./shapes.ts";

const image: NetworkInput = { name: "img", shape: [1, 3, -1, -1], dimensionNames: ["", "", "h", "w"], dataType: 1 };
const tokens: NetworkInput = { name: "ids", shape: [-1, -1], dimensionNames: ["n", "s"], dataType: 7 };

test("only inputs with open sizes are asked for", () => {
	expect(dynamicInputs([image, { ...image, name: "fixed", shape: [1, 3, 8, 8] }]).map(({ name }) => name)).toEqual([
		"img",
	]);
});

test("a guess is one image or one sequence", () => {
	expect([guessedShape(image), guessedShape(tokens)]).toEqual(["1x3x512x512", "1x128"]);
});

test("sizes are read however they are separated", () => {
	for (const text of ["1x3x8x8", "1×3×8×8", "1, 3, 8, 8", " 1 3 8 8 "]) expect(parseShape(text)).toEqual([1, 3, 8, 8]);
	for (const text of ["", "1x?x8", "1x-3", "a"]) expect(parseShape(text)).toBeUndefined();
});

test("what can't be built for is said with its axis", () => {
	const same = (text: string) => ({ min: text, opt: text, max: text });
	expect(shapeRange(image, same("1x3x64x64"))).toEqual({
		min: [1, 3, 64, 64],
		opt: [1, 3, 64, 64],
		max: [1, 3, 64, 64],
	});
	expect(shapeRange(image, same("1x4x64x64"))).toBe("img: axis 1 is 3 in the model");
	expect(shapeRange(image, same("1x3x64"))).toBe("img has 4 dimensions");
	expect(shapeRange(tokens, { min: "1x9", opt: "1x8", max: "1x8" })).toBe("ids: min ≤ opt ≤ max is needed at axis 1");
});
