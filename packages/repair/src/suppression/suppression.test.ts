import { modelBytes } from "@suture/fixtures";
import { applyEdits, bodyOf, type Graph, graphFromModel } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { evaluateModel, sha256 } from "@suture/runtime";
import { parseTarget, type Target } from "@suture/tensorrt";
import { describe, expect, test } from "vitest";
import { compareGraphs, openGraph } from "../../tools/apply-rule.ts";
import { type RepairOptions, repairGraph } from "../index.ts";

function targetOf(text: string, plugins: readonly string[] = []): Target {
	const read = parseTarget(text);
	if ("problem" in read) throw new Error(read.problem.sentence);
	return { ...read.target, plugins };
}

async function graphOf(name: string): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error(`${name} can't be read.`);
	return graphFromModel(model);
}

function repair(graph: Graph, target: Target, options: Partial<RepairOptions> = {}) {
	return repairGraph(graph, target, { evaluate: evaluateModel, sha256, open: openGraph, ...options });
}

function outputsOf(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}

const detections = ["num_detections", "detection_boxes", "detection_scores", "detection_classes"];

describe("repairGraph with a form of suppression", () => {
	test.each(["effdet_size.ts11", "effdet_scale.ts11", "ssdlite.ts11"])(
		"%s detects the same with EfficientNMS_TRT, and TensorRT 8.4 takes it",
		{ timeout: 60_000 },
		async (name) => {
			const { graph, steps, remaining } = await repair(await graphOf(name), targetOf("tensorrt-8.4.3"), {
				nms: "efficient",
			});
			expect(remaining).toEqual([]);
			expect(outputsOf(graph)).toEqual(expect.arrayContaining(detections));
			const position = steps.findIndex(({ rule }) => rule === "suppress-by-plugin");
			expect(steps[position]?.kind).toBe("changes-meaning");
			for (const { rule, proof } of steps.slice(position)) {
				expect([rule, proof?.ok]).toEqual([rule, true]);
				expect(proof?.maxRelativeError).toBeLessThan(1e-5);
				expect(Number.parseInt(proof?.compared ?? "", 10)).toBeGreaterThan(20);
			}
		},
	);

	test("does not do it unasked, and says how to ask", async () => {
		const { graph, steps, suppressions } = await repair(await graphOf("effdet_size.ts11"), targetOf("tensorrt-8.4.3"));
		expect(steps.map(({ rule }) => rule)).not.toContain("suppress-by-plugin");
		expect(outputsOf(graph)).not.toContain("num_detections");
		expect(suppressions).toHaveLength(1);
		expect(suppressions[0]?.forms.map(({ form, can }) => [form, can])).toEqual([
			["efficient", true],
			["layer", false],
			["cut", true],
		]);
	});

	test("ends the model before it", async () => {
		const { graph, remaining, steps } = await repair(await graphOf("effdet_size.ts11"), targetOf("tensorrt-8.4.3"), {
			nms: "cut",
		});
		expect(remaining).toEqual([]);
		expect(outputsOf(graph)).toEqual(["boxes", "scores"]);
		expect(steps.at(-1)?.proof?.ok).toBe(true);
	});

	test("leaves the outputs as they are with TensorRT's own layer", async () => {
		const before = await graphOf("effdet_size.ts11");
		const { graph, remaining } = await repair(before, targetOf("tensorrt-10.6"), { nms: "layer" });
		expect(remaining).toEqual([]);
		expect((await compareGraphs(before, graph)).ok).toBe(true);
	});

	test("offers the plugin only where it is loaded", async () => {
		const before = await graphOf("effdet_size.ts11");
		const canPlugin = async (target: Target) =>
			(await repair(before, target)).suppressions[0]?.forms.find(({ form }) => form === "efficient")?.can;
		expect(await canPlugin(targetOf("tensorrt-rtx-1.7"))).toBe(false);
		expect(await canPlugin(targetOf("tensorrt-rtx-1.7", ["standard"]))).toBe(true);
		expect(await canPlugin(targetOf("tensorrt-7.2"))).toBe(false);
	});

	test("takes it back where the detections differ", async () => {
		// A runtime in which the second opening of the model gets another overlap threshold stands for a rule that is wrong.
		const open: RepairOptions["open"] = async (graph) => {
			const nms = bodyOf(graph, graph.main).nodes.find(({ opType }) => opType === "NonMaxSuppression");
			const iou = nms?.inputs[3] ?? "";
			const edits = [{ do: "set-tensor", value: iou, tensor: { type: "float", dims: [1], values: [0.05] } }] as const;
			return await openGraph(nms ? applyEdits(graph, edits).graph : graph);
		};
		const { steps, suppressions } = await repair(await graphOf("effdet_size.ts11"), targetOf("tensorrt-8.4.3"), {
			nms: "efficient",
			open,
		});
		expect(steps.map(({ rule }) => rule)).not.toContain("suppress-by-plugin");
		expect(suppressions[0]?.failed).toContain("taken back");
	});
});
