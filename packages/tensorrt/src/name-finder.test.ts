import { describe, expect, test } from "vitest";
import { nameFinder } from "./name-finder.ts";

const finder = nameFinder(
	["/conv1", "/conv10", "/a/b.0/MatMul", "Conv 1", "Relu_5", ""],
	new Map([["node_of_y", "the y"]]),
);
const names = (text: string) => finder.find(text).map(({ name }) => name);

describe("finds a node in", () => {
	test.each([
		["IElementWiseLayer /conv1: dimensions not compatible", ["/conv1"]],
		["Could not find any implementation for node {ForeignNode[/conv1.../a/b.0/MatMul]}.", ["/conv1", "/a/b.0/MatMul"]],
		["/conv1 + /conv10", ["/conv1", "/conv10"]],
		["PWN(/conv1, Relu_5)", ["/conv1", "Relu_5"]],
		['While parsing node number 3 [Conv -> "/conv1_output_0"]:', ["/conv1"]],
		["Registering layer: /conv1_2 for ONNX node: /conv1", ["/conv1", "/conv1"]],
		["at 'Conv 1' it stops", ["Conv 1"]],
		["node_of_y: reshape changes volume", ["the y"]],
		["It ends with /conv1.", ["/conv1"]],
	])("%s", (text, expected) => expect(names(text)).toEqual(expected));
});

test("a name inside a longer one is not found", () => {
	expect(names("/conv100 and x/conv1 and /conv1/Relu")).toEqual([]);
});

test("the place in the text is the name's", () => {
	const text = "node /a/b.0/MatMul.";
	const [match] = finder.find(text);
	expect(text.slice(match?.start, match?.end)).toBe("/a/b.0/MatMul");
});

test("a text of many words and a finder of many names are fast together", () => {
	const many = nameFinder(Array.from({ length: 50_000 }, (_, i) => `/layer.${i}/MatMul`));
	const started = performance.now();
	for (let i = 0; i < 10_000; i++)
		many.find(`Tactic 0x${i} Name: sm89 Time: 0.01 /layer.${i}/MatMul + /layer.${i + 1}/MatMul`);
	expect(performance.now() - started).toBeLessThan(3000);
});
