import { readFileSync } from "node:fs";
import { modelPath } from "@suture/fixtures";
import { applyEdits, type Graph, graphFromModel, textFromBody, textFromGraph } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { evaluateModel, sha256 } from "@suture/runtime";
import { parseTarget, type Target } from "@suture/tensorrt";
import { describe, expect, test } from "vitest";
import { compareGraphs } from "../tools/apply-rule.ts";
import { graphOf } from "../tools/examples.ts";
import { type Repaired, type RepairOptions, type RepairRule, repairGraph } from "./index.ts";

function targetOf(text: string): Target {
	const read = parseTarget(text);
	if ("problem" in read) throw new Error(read.problem.sentence);
	return read.target;
}

function repair(graph: Graph, options: Partial<RepairOptions> = {}, target = "tensorrt-8.4.3"): Promise<Repaired> {
	return repairGraph(graph, targetOf(target), { evaluate: evaluateModel, sha256, ...options });
}

const sign = "int64[N] x\ny = Sign (x)";
const maximum = "int64[N,9] x\ny = ArgMax <axis = 1> (x)";

describe("repairGraph", () => {
	test("replaces what the target refuses, also what is refused only then", async () => {
		const before = graphOf("float[N,4] x\nfloat[4] s = {1, 2, 3, 4}\na = Gelu (x)\ny = LayerNormalization (a, s)", 20);
		const { graph, steps, remaining } = await repair(before);
		expect(remaining).toEqual([]);
		expect(steps.map(({ rule }) => rule)).toEqual([
			"write-out-activation",
			"write-out-layer-normalization",
			"lower-opset",
		]);
		expect(graph.header.opsetImport[0]?.version).toBe(17);
		expect((await compareGraphs(before, graph)).ok).toBe(true);
	});

	test("leaves alone what the target takes", async () => {
		const before = graphOf("float[N,4] x\ny = Gelu (x)", 20);
		const { graph, steps } = await repair(before, {}, "tensorrt-10.6");
		expect(steps).toEqual([]);
		expect(graph).toBe(before);
	});

	test("records steps that, replayed, give the same model", async () => {
		const before = graphOf("bool[N,4] m\nint64 i = {1}\ng = Gather <axis = 1> (m, i)\ny = Not (g)", 17);
		const { graph, steps, contents } = await repair(before);
		const replayed = applyEdits(
			before,
			steps.flatMap(({ edits }) => edits),
			{ contents: (hash) => contents.get(hash) },
		);
		expect(replayed.problems).toEqual([]);
		expect(textFromGraph(replayed.graph)).toBe(textFromGraph(graph));
	});

	test("makes no assumption that was not allowed, and says so", async () => {
		const { graph, steps, remaining } = await repair(graphOf(maximum, 17));
		expect(steps).toEqual([]);
		expect(textFromBody(graph, graph.main)).toBe("y = ArgMax <axis = 1> (x)");
		expect(remaining.map(({ problem }) => problem.code)).toEqual(["tensorrt/unsupported-type"]);
		expect(remaining[0]?.misses).toEqual([
			{ rule: "compute-integer-as-float", reason: "Its integers may be beyond 2^24, where FLOAT rounds them." },
			{
				rule: "compute-integer-as-float-if-small",
				reason: "It holds only under an assumption, which was not allowed.",
			},
		]);
	});

	test("says what it assumed when that was allowed", async () => {
		const { steps, remaining } = await repair(graphOf(maximum, 17), { allowed: ["assumes"] });
		expect(remaining).toEqual([]);
		expect(steps.map(({ kind, assumptions }) => [kind, assumptions])).toEqual([
			["assumes", ["No integer that the ArgMax that makes y computes with is beyond 2^24."]],
		]);
	});

	test("takes back a step that proves wrong, and says so", async () => {
		const wrong: RepairRule = {
			name: "wrong",
			title: "Wrong",
			kind: "exact",
			operators: ["Sign"],
			match: (_, node) => ({
				nodes: [node],
				sentence: "",
				edits: [{ do: "set-operator", node: { output: "y" }, opType: "Neg" }],
			}),
		};
		const before = graphOf(sign, 17);
		const prove = async (after: Graph) => await compareGraphs(before, after);
		const { graph, steps, remaining } = await repair(before, { rules: [wrong], prove });
		expect([graph, steps]).toEqual([before, []]);
		expect(remaining[0]?.misses).toEqual([
			{ rule: "wrong", reason: "The model computed other numbers after it, so it was taken back." },
		]);
	});

	test("reports a rule that throws, and goes on with the next", async () => {
		const broken: RepairRule = {
			name: "broken",
			title: "Broken",
			kind: "exact",
			operators: ["Sign"],
			match: () => {
				throw new Error("no idea");
			},
		};
		const { remaining } = await repair(graphOf(sign, 17), { rules: [broken] });
		expect(remaining[0]?.misses).toEqual([{ rule: "broken", reason: "The rule failed: no idea" }]);
	});

	test("takes nothing for known that whoever runs the model may choose", async () => {
		const inputs = "main_graph (float[2,3] x, int64 at) => (float[3] y) <int64 at = {1}>";
		const nodes = "s = SplitToSequence <axis = 0, keepdims = 0> (x) y = SequenceAt (s, at)";
		const before = graphOf(`<ir_version: 7, opset_import: ["" : 12]> ${inputs} { ${nodes} }`, 12);
		const { remaining } = await repair(before);
		const reason = "The place that it takes is not constant, or the rank of an element is not known.";
		expect(remaining.flatMap(({ misses }) => misses)).toEqual([{ rule: "join-sequence", reason }]);
	});

	test("does not go round in circles", async () => {
		const again: RepairRule = {
			name: "again",
			title: "Again",
			kind: "exact",
			operators: ["Sign"],
			match: (_, node) => ({
				nodes: [node],
				sentence: "",
				edits: [{ do: "rename-node", node: { output: "y" }, name: "n" }],
			}),
		};
		const { steps, remaining } = await repair(graphOf(sign, 17), { rules: [again] });
		expect(steps.length).toBeLessThan(3);
		expect(remaining.length).toBe(1);
	});
});

describe("real models, for 8.4.3", () => {
	test.each(["bert.ts17", "deberta.ts17", "swin.dy18", "t5.ts17", "segformer.ts13", "deformable_detr.ts16"])(
		"%s has nothing left that is refused",
		async (name) => {
			const { model } = await readModel(sourceFromBytes(new Uint8Array(readFileSync(modelPath(name))), name));
			if (!model) throw new Error("unreadable");
			const { remaining } = await repair(graphFromModel(model));
			expect(remaining.map(({ problem }) => problem.sentence)).toEqual([]);
		},
	);
});
