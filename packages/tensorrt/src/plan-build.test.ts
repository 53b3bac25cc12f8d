import { graphFromText } from "@suture/graph";
import type { Builder } from "@suture/protocol";
import { expect, test } from "vitest";
import { checkShapes, networkInputs } from "./plan-build.ts";
import { chooseBuilder, parseTarget } from "./target/target.ts";

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

test("a target is a product and as many parts of a version as one likes", () => {
	expect(parseTarget("tensorrt-rtx-1.7")).toEqual({ backend: "tensorrt-rtx", version: "1.7" });
	expect(parseTarget("tensorrt-8.4.3")).toEqual({ backend: "tensorrt", version: "8.4.3" });
	expect(parseTarget("tensorrt")).toEqual({ backend: "tensorrt", version: "" });
	for (const text of ["", "trt-10", "tensorrt-10.", "tensorrt-rtx-", "tensorrt-10.6; rm"])
		expect(parseTarget(text)).toBeUndefined();
});

test("the builder that fits the target is chosen, and 10.6 is not 10.60", () => {
	const builder = (version: string, available = true): Builder => ({
		backend: "tensorrt",
		available,
		version,
		target: version,
		devices: [],
		computeCapabilities: [],
		reason: null,
		remedy: null,
	});
	const builders = [builder("10.60.0"), builder("10.6.0"), builder("11.2.1", false)];
	expect(chooseBuilder(builders, "tensorrt-10.6")?.version).toBe("10.6.0");
	expect(chooseBuilder(builders, undefined)?.version).toBe("10.60.0");
	expect(chooseBuilder(builders, "tensorrt-11")).toBeUndefined();
	expect(chooseBuilder(builders, "nonsense")).toBeUndefined();
});
