import { bodyOf, type Graph, graphFromText, textFromBody, textFromGraph } from "@suture/graph";
import { evaluateModel, sha256 } from "@suture/runtime";
import { describe, expect, test } from "vitest";
import { findEdits, type RewriteOptions, type Rewritten, type Rule, rewriteGraph, rulesOfLevel } from "./index.ts";

const host = { evaluate: evaluateModel, sha256 };

function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(text, { opset: 17 });
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	return graph;
}

async function rewritten(text: string, options: Partial<RewriteOptions> = {}): Promise<Rewritten> {
	return await rewriteGraph(graphOf(text), { ...host, rules: [], ...options });
}

async function folded(text: string, options: Partial<RewriteOptions> = {}): Promise<string> {
	const { graph } = await rewritten(text, options);
	return textFromBody(graph, graph.main);
}

describe("folding", () => {
	test("calculates what depends on weights alone, in one session", async () => {
		let sessions = 0;
		const evaluate: RewriteOptions["evaluate"] = (model, outputs) => {
			sessions++;
			return evaluateModel(model, outputs);
		};
		const { graph } = await rewritten(
			`float[2] x  float[2] w = {1, 2}
			a = Add (w, w)  b = Exp (w)  c = Mul (b, w)  p = Mul (x, a)  y = Add (p, c)`,
			{ evaluate },
		);
		expect(textFromBody(graph, graph.main)).toBe("p = Mul (x, a)\ny = Add (p, c)");
		expect(sessions).toBe(1);
		expect(textFromGraph(graph)).toContain("float[2] a = {2, 4}");
	});

	test("needs no session for sizes that are known", async () => {
		const evaluate = () => Promise.reject(new Error("There is nothing to run."));
		const { graph, problems } = await rewritten(
			`float[2,3,N] x  int64[2] i = {0, 1}
			s = Shape (x)  t = Gather (s, i)  y = ConstantOfShape (t)  z = Relu (x)`,
			{ evaluate },
		);
		expect(textFromGraph(graph)).toContain("int64[2] t = {2, 3}");
		expect(problems.map(({ code }) => code)).toEqual(["rewrite/fold-not-run"]);
	});

	test("reaches into bodies", async () => {
		const text = await folded(`float[2] x  bool c  float[2] w = {1, 2}
			y = If (c) <then_branch = t () => (float[2] a) { v = Add (w, w)  a = Mul (x, v) },
			            else_branch = e () => (float[2] b) { b = Neg (x) }>`);
		expect(text).not.toContain("Add");
		expect(text).toContain("v =");
	});

	test("shares a weight that is handed on", async () => {
		const { graph } = await rewritten(`float[2] x  float[2] w = {1, 2}  a = Identity (w)  b = Identity (w)
			c = Mul (x, a)  y = Mul (c, b)`);
		expect(bodyOf(graph, graph.main).initializers.map(({ name }) => name)).toEqual(["w"]);
	});

	test.each([
		["what draws random numbers", "float[2] x  int64[1] n = {2}  r = RandomUniform <shape = [2]> ()  y = Add (x, r)"],
		[
			"what tells TensorRT the precision",
			"float[2] x  int8[2] w = {1, 2}  float s = {0.5}  int8 z = {0}  r = DequantizeLinear (w, s, z)  y = Add (x, r)",
		],
	])("leaves %s", async (_, text) => {
		expect(await folded(text)).toBe(textFromBody(graphOf(text), graphOf(text).main));
	});

	test("leaves and lists what would make the file much larger", async () => {
		const { graph, problems } = await rewritten(
			`float[1000,1000] x  float one = {1}  int64[2] n = {1000, 1000}  e = Expand (one, n)  y = Add (x, e)`,
		);
		expect(textFromBody(graph, graph.main)).toContain("Expand");
		expect(problems).toMatchObject([
			{ code: "rewrite/fold-too-large", facts: { node: "the Expand that makes e", size: 4e6 } },
		]);
	});

	test("says what ONNX Runtime can't run, and goes on with the rest", async () => {
		const { graph, problems } = await rewritten(
			`float[2] x  float[2] w = {1, 2}  float[2,2] m = {1, 2, 3, 4}
			bad = MatMul (m, x0)  x0 = Reshape (w, n)  n = Cast <to = 7> (w)  good = Add (w, w)  p = Mul (x, good)  y = Add (p, bad)`,
		);
		expect(problems.map(({ code }) => code)).toContain("rewrite/fold-not-run");
		expect(textFromBody(graph, graph.main)).not.toContain("good =");
	});

	test("trusts no weight that whoever runs the model may replace", async () => {
		const text = `<ir_version: 8, opset_import: ["": 17]> g (float[2] x, float[2] w) => (float[2] y) <float[2] w = {1, 2}> {
			a = Add (w, w)  y = Mul (x, a) }`;
		expect(await folded(text)).toBe("a = Add (w, w)\ny = Mul (x, a)");
	});
});

describe("rewriting", () => {
	const throwing: Rule = {
		name: "throwing",
		title: "Throw",
		level: "exact",
		operators: ["Relu"],
		match() {
			throw new Error("nothing works today");
		},
	};

	test("contains a rule that throws, and names the node", async () => {
		const { graph, problems } = await rewritten(
			`float[2] x  a = Identity (x)  ["/relu"] b = Relu (a)  y = Identity (b)`,
			{
				rules: [throwing, ...rulesOfLevel("exact")],
			},
		);
		expect(textFromBody(graph, graph.main)).toBe("y = Relu (x)");
		expect(problems).toMatchObject([
			{
				code: "rewrite/rule-failed",
				place: { node: { name: "/relu", operator: "Relu" } },
				facts: { rule: "throwing" },
			},
		]);
	});

	test("ends with a rule that never does", async () => {
		let next = 0;
		const endless: Rule = {
			...throwing,
			match: (_, node) => ({
				nodes: [node],
				sentence: "Again.",
				edits: [
					{ do: "replace-nodes", nodes: [{ output: node.outputs[0] ?? "" }], with: `["n${next++}"] y = Relu (x)` },
				],
			}),
		};
		const { problems } = await rewritten("float[2] x  y = Relu (x)", { rules: [endless] });
		expect(problems.map(({ code }) => code)).toEqual(["rewrite/did-not-settle"]);
	});

	test("takes what can't be applied for no reason to stop", async () => {
		const wrong: Rule = {
			...throwing,
			match: (_, node) => ({
				nodes: [node],
				sentence: "Wrong.",
				edits: [{ do: "delete-nodes", nodes: [{ name: "nowhere" }] }],
			}),
		};
		const { problems } = await rewritten("float[2] x  y = Relu (x)", { rules: [wrong] });
		expect(problems.map(({ code }) => code)).toEqual(["rewrite/edit-refused"]);
	});

	test.each([
		["a circle", "float[2] x  a = Identity (b)  b = Identity (a)  y = Add (x, a)"],
		[
			"a value that nothing makes",
			'<ir_version: 8, opset_import: ["": 17]> g (float[2] x) => (float[2] y) { y = Add (x, lost) }',
		],
		[
			"names of JavaScript's own",
			'float[2] x  "__proto__" = Relu (x)  constructor = Identity ("__proto__")  y = Exp (constructor)',
		],
	])("survives %s", async (_, text) => {
		const { graph } = await rewritten(text, { rules: rulesOfLevel("exact") });
		expect(bodyOf(graph, graph.main).nodes.length).toBeGreaterThan(0);
	});

	test("knows more when sizes are given, and writes them down", async () => {
		const { graph } = await rewritten("float[N,M] x  float[M,N] z  s = Shape (z)  y = Reshape (x, s)", {
			rules: rulesOfLevel("sizes"),
			inputs: new Map([["x", [2, 3]]]),
		});
		expect(textFromGraph(graph)).toContain("(float[2,3] x, float[3,2] z)");
		expect(textFromGraph(graph)).toContain("int64[2] s = {3, 2}");
	});

	test("finds what can be done now, and why, without doing it", async () => {
		const { facts, graph } = await rewritten("float[2] x  a = Relu (x)  b = Relu (a)  y = Exp (b)");
		expect(findEdits(graph, facts, rulesOfLevel("exact"))).toMatchObject({
			findings: [
				{ rule: "cancel-repetition", sentence: expect.stringContaining("follows another Relu"), rounds: false },
			],
			edits: [{ do: "bypass-node" }],
			problems: [],
		});
	});
});
