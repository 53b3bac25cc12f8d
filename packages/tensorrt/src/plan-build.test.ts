import { graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { checkShapes, networkInputs } from "./plan-build.ts";

const { graph } = graphFromText(
	"agraph (float[N,3,H,8] x, int64 k, float[3] w) => (float[N,3,H,8] y) <float[3] w = {1, 2, 3}> { y = Relu(x) }",
);
if (!graph) throw new Error("it is a graph");

const same = (dims: number[]) => ({ min: dims, opt: dims, max: dims });

test("inputs with an initializer are no inputs of the network", () => {
	expect(networkInputs(graph).map(({ name, shape, dimensionNames }) => [name, shape, dimensionNames])).toEqual([
		["x", [-1, 3, -1, 8], ["N", "", "H", ""]],
		["k", [], []],
	]);
});

test("sizes that fit are fine, those that do not are refused with the reason", () => {
	expect(checkShapes(graph, { x: { min: [1, 3, 8, 8], opt: [2, 3, 8, 8], max: [4, 3, 64, 8] } })).toEqual([]);
	const reasons = (shapes: Parameters<typeof checkShapes>[1]) =>
		checkShapes(graph, shapes).map(({ sentence }) => sentence);
	expect(reasons({ X: same([1]) })).toEqual(["Sizes are given for X, but the network has no such input: it has x, k."]);
	expect(reasons({ x: same([1, 3, 8]) })).toEqual([
		"The sizes of x can't be built for: it has 4 dimensions and 3 are given.",
	]);
	expect(reasons({ x: same([1, 4, 8, 8]) })).toEqual(["The sizes of x can't be built for: axis 1 is 3 in the model."]);
	expect(reasons({ x: { min: [2, 3, 8, 8], opt: [1, 3, 8, 8], max: [4, 3, 8, 8] } })).toEqual([
		"The sizes of x can't be built for: axis 0 has min 2, opt 1, max 4.",
	]);
});
