import { expect, test } from "vitest";
import { type Port, refusalOf, suggestedConnections } from "./ports.ts";

function port(name: string, element?: string, ...sizes: (number | string)[]): Port {
	return { name, type: element === undefined ? "" : `${element}[${sizes.join()}]`, element, sizes };
}

test("elements, the number of sizes and each size must fit; a size without a number fits any", () => {
	const image = port("image", "float", "N", 3, 224);
	expect(refusalOf(port("a", "float", 1, 3, 224), image)).toBe("");
	expect(refusalOf(port("a", "uint8", 1, 3, 224), image)).toBe("it is uint8, not float");
	expect(refusalOf(port("a", "float", 3, 224), image)).toBe("it has 2 sizes, not 3");
	expect(refusalOf(port("a", "float", 1, 4, 224), image)).toBe("size 1 is 4, not 3");
	expect(refusalOf({ name: "a", type: "", element: undefined, sizes: undefined }, image)).toBe("");
});

test("names come first, then types, then what alone fits", () => {
	const givers = [port("mask", "float", 1, 9), port("boxes", "float", 1, 9), port("logits", "float", "n", 5)];
	const takers = [port("in", "float", 1, 9), port("boxes", "float", 1, 9), port("scores", "float", 2, 5)];
	expect(suggestedConnections(givers, takers)).toEqual([
		{ taker: "boxes", giver: "boxes" },
		{ taker: "in", giver: "mask" },
		{ taker: "scores", giver: "logits" },
	]);
});

test("of several that fit as well none is proposed, and names never speak for what does not fit", () => {
	const givers = [port("a", "float", "n", 5), port("b", "float", "m", 5), port("x", "int64", 2, 5)];
	expect(suggestedConnections(givers, [port("x", "float", 2, 5)])).toEqual([]);
});
