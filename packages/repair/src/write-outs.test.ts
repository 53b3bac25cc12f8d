import { planConversion } from "@suture/convert";
import { modelBytes, modelNames, runPython, withFiles } from "@suture/fixtures";
import { applyEdits, bodyOf, checkGraph, type Graph, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { openSession } from "@suture/runtime";
import { expect, test } from "vitest";
import { writeOuts } from "./index.ts";

/** The newest opset that this ONNX Runtime reads. */
const newest = 26;

/** The oldest opset that each can be said in, from 7 on, which is the first that this ONNX Runtime runs. */
const oldest: Readonly<Record<string, number>> = {
	"bert.ts11": 11,
	"bert.ts17": 11,
	"deberta.ts17": 11,
	"deformable_detr.ts16": 11,
	"effdet_scale.ts11": 10,
	"effdet_size.ts11": 11,
	"loop_script.ts13": 7,
	"lstm.ts13": 9,
	"segformer.ts13": 11,
	"shufflenet.ts11": 7,
	"ssdlite.ts11": 11,
	"swin.dy18": 11,
	"swin.ts17": 11,
	"t5.ts17": 11,
	"timm_efficientnet_b0.ts13": 7,
	"timm_hrnet.ts11": 7,
	"vit.ts17": 9,
};

const script = `
import sys, onnx
for path in sys.argv[1:]:
    onnx.checker.check_model(onnx.load(path), full_check=True)
print("accepted")
`;

test.each(modelNames)(
	"%s is the same in the newest opset and in the oldest that can say it, and onnx.checker takes both",
	async (name) => {
		const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
		if (!model) throw new Error(`${name} can't be read.`);
		const graph = graphFromModel(model);
		const least = oldest[name] ?? 0;
		expect(planConversion(graph, least - 1, writeOuts).problems.length > 0 || least === 7).toBe(true);
		const all = [newest, least].map((opset) => converted(graph, opset));
		const files = await Promise.all(all.map(bytesOf));
		expect(await withFiles(files, (paths) => runPython(script, ...paths))).toBe("accepted\n");
		for (const after of all) await expectSame(graph, after);
	},
);

function converted(graph: Graph, opset: number): Graph {
	const { edits, problems } = planConversion(graph, opset, writeOuts);
	expect(problems).toEqual([]);
	const applied = applyEdits(graph, edits);
	expect(applied.problems).toEqual([]);
	expect(checkGraph(applied.graph)).toEqual(checkGraph(graph));
	return applied.graph;
}

async function expectSame(before: Graph, after: Graph): Promise<void> {
	const left = await openSession(await bytesOf(before)).catch(() => undefined);
	// GridSample of doubles has no kernel.
	if (!left) return;
	const right = await openSession(await bytesOf(after));
	const outputs = bodyOf(before, before.main).outputs.map(({ name = "" }) => name);
	const { ok, reason, maxRelativeError } = await compareSessions(left, right, inputsOf(before), outputs);
	await left.close();
	await right.close();
	expect([ok, reason]).toEqual([true, undefined]);
	expect(maxRelativeError).toBeLessThan(1e-5);
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	return await joinParts(writeModel(modelFromGraph(graph), { name: "model.onnx" }).files[0]?.parts ?? []);
}
