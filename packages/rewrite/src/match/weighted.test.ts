import { bodyOf, graphFromText, textFromBody } from "@suture/graph";
import { evaluateModel, sha256 } from "@suture/runtime";
import { expect, test } from "vitest";
import { rewriteGraph, rulesOfLevel } from "../index.ts";

/** What is left of nodes that read one large matrix, w. */
async function simplified(nodes: string): Promise<{ text: string; weights: number }> {
	const text = `float[2,80] x  float half = {0.5}  float quarter = {0.25}  float[80] some = {${[...Array(80).keys()].join(", ")}}
		int64[2] n = {80, 80}  w = ConstantOfShape <value = float[1] {3}> (n)  ${nodes}`;
	const { graph, problems } = graphFromText(text, { opset: 17 });
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	const { graph: after } = await rewriteGraph(graph, { evaluate: evaluateModel, sha256, rules: rulesOfLevel("exact") });
	const { initializers } = bodyOf(after, after.main);
	return {
		text: textFromBody(after, after.main),
		weights: initializers.filter(({ dims }) => dims.join() === "80,80").length,
	};
}

test("large weights that layers share are changed when each wants the same", async () => {
	const before = await simplified("a = Mul (x, half)  b = MatMul (a, w)  c = Mul (half, b)  y = MatMul (c, w)");
	expect(before.text).toMatch(/^b = MatMul \(x, (\w+)\)\ny = MatMul \(b, \1\)$/);
	expect(before.weights).toBe(1);
	const behind = await simplified("a = MatMul (x, w)  b = Mul (a, some)  c = MatMul (b, w)  y = Mul (c, some)");
	expect(behind.text).toMatch(/^b = MatMul \(x, (\w+)\)\ny = MatMul \(b, \1\)$/);
	expect(behind.weights).toBe(1);
});

test.each([
	["another factor", "a = Mul (x, half)  b = MatMul (a, w)  c = Mul (b, quarter)  y = MatMul (c, w)"],
	["no factor", "a = Mul (x, half)  b = MatMul (a, w)  y = MatMul (b, w)"],
	["another factor behind", "a = MatMul (x, w)  b = Mul (a, half)  c = MatMul (b, w)  y = Mul (c, some)"],
	["the weights as they are", "a = Mul (x, half)  b = MatMul (a, w)  s = ReduceSum (b)  y = Add (s, w)"],
])("large weights stay as they are where another reader wants %s", async (_, nodes) => {
	const { text, weights } = await simplified(nodes);
	expect(text).toContain("Mul (");
	expect(weights).toBe(1);
});

test("a sum goes into the bias of a layer whatever else reads its weights", async () => {
	const { text, weights } = await simplified("a = Gemm (x, w)  b = Add (a, some)  y = MatMul (b, w)");
	expect(text).toMatch(/^b = Gemm \(x, w, \w+\)\ny = MatMul \(b, w\)$/);
	expect(weights).toBe(1);
});
