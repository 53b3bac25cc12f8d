import { modelBytes, modelNames, modelPath } from "@suture/fixtures";
import {
	applyEdits,
	bodyOf,
	checkGraph,
	type Graph,
	graphFromModel,
	modelFromGraph,
	textFromGraph,
} from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { evaluateModel, openSession, sha256 } from "@suture/runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { countNodes, type Rewritten, rewriteGraph, rulesOfLevel, withoutTraces } from "./index.ts";

/** Nodes, and bytes, that are left at best by onnxsim 0.8.1, OnnxSlim 0.1.98, Polygraphy 0.53.6, onnx-graphsurgeon 0.6.1 and ONNX
 *  Runtime 1.31.1 (basic); bytes are onnxsim's. */
const peers: Readonly<Record<string, readonly [nodes: number, bytes: number]>> = {
	"bert.ts11": [170, 301_908],
	"bert.ts17": [129, 291_865],
	"deberta.ts17": [468, 366_349],
	"deformable_detr.ts16": [393, 623_869],
	"effdet_scale.ts11": [126, 488_740],
	"effdet_size.ts11": [186, 496_947],
	"loop_script.ts13": [3, 1420],
	"lstm.ts13": [10, 74_256],
	"segformer.ts13": [475, 852_146],
	"shufflenet.ts11": [186, 4_999_837],
	"ssdlite.ts11": [478, 6_019_968],
	"swin.dy18": [181, 439_696],
	"swin.ts17": [177, 478_158],
	"t5.ts17": [171, 160_254],
	"timm_efficientnet_b0.ts13": [239, 7_944_597],
	"timm_hrnet.ts11": [223, 39_702_847],
	"vit.ts17": [190, 399_473],
};

describe.each(modelNames)("%s", (name) => {
	let before: Graph;
	let result: Rewritten;
	let bytes: Uint8Array;

	beforeAll(async () => {
		const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
		if (!model) throw new Error(`${name} can't be read.`);
		before = graphFromModel(model);
		result = await rewriteGraph(before, { evaluate: evaluateModel, sha256, rules: rulesOfLevel("exact") });
		const [file] = writeModel(modelFromGraph(withoutTraces(result.graph)), { name }).files;
		bytes = await joinParts(file?.parts ?? []);
	});

	test("has no more nodes and is no larger than any peer leaves it", () => {
		const [nodes, size] = peers[name] ?? [0, 0];
		expect(countNodes(result.graph)).toBeLessThanOrEqual(nodes);
		expect(bytes.length).toBeLessThanOrEqual(size);
		expect(result.problems).toEqual([]);
		expect(checkGraph(result.graph)).toEqual(checkGraph(before));
	});

	test("comes out the same when the edits are replayed", () => {
		const contents = (hash: string) => result.contents.get(hash);
		const { graph, problems } = applyEdits(before, result.edits, { contents });
		expect(problems.filter(({ problem }) => problem.severity === "error")).toEqual([]);
		expect(inAnyOrder(graph)).toEqual(inAnyOrder(result.graph));
	});

	test.skipIf(name === "deformable_detr.ts16")(
		"gives the same in ONNX Runtime (which has no GridSample of double grids)",
		async () => {
			const [first, second] = [await openSession(modelPath(name)), await openSession(bytes)];
			const outputs = bodyOf(before, before.main).outputs.map((one) => one.name ?? "");
			const comparison = await compareSessions(first, second, inputsOf(before), outputs);
			expect(comparison).toMatchObject({ ok: true, runs: [{}, {}] });
		},
	);
});

/** Lines of a graph's text: where nodes and weights stand does not matter as long as they can run. */
function inAnyOrder(graph: Graph): string[] {
	const bodies = new Map([...graph.bodies].map(([id, body]) => [id, { ...body, valueInfo: [] }]));
	return textFromGraph({ ...graph, bodies }, { weights: "small" })
		.replaceAll(/,$/gm, "")
		.split("\n")
		.sort();
}
