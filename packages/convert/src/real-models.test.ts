import { modelBytes, modelNames, runPython, withFiles } from "@suture/fixtures";
import { applyEdits, bodyOf, checkGraph, type Graph, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { openSession } from "@suture/runtime";
import { expect, test } from "vitest";
import { planConversion } from "./index.ts";

/** The newest opset that this ONNX Runtime reads. */
const newest = 26;

/** The oldest opset that each can be said in without writing operators out, from 7 on. */
const oldest: Readonly<Record<string, number>> = {};

const script = `
import sys, onnx
for path in sys.argv[1:]:
    onnx.checker.check_model(onnx.load(path), full_check=True)
print("accepted")
`;

test.each(modelNames)("%s is the same in the newest opset and in the oldest that can say it, and onnx.checker takes both", async (name) => {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error(`${name} can't be read.`);
	const graph = graphFromModel(model);
	const found = oldestOf(graph);
	expect([name, found]).toEqual([name, oldest[name]]);
	const all = [newest, found].map((opset) => converted(graph, opset));
	const files = await Promise.all(all.map(bytesOf));
	expect(await withFiles(files, (paths) => runPython(script, ...paths))).toBe("accepted\n");
	for (const after of all) await expectSame(graph, after);
});

function oldestOf(graph: Graph): number {
	let opset = planConversion(graph, 0).from ?? newest;
	while (opset > 7 && planConversion(graph, opset - 1).problems.length === 0) opset--;
	return opset;
}

function converted(graph: Graph, opset: number): Graph {
	const { edits, problems } = planConversion(graph, opset);
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
	expect([ok, reason, maxRelativeError]).toEqual([true, undefined, 0]);
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	return await joinParts(writeModel(modelFromGraph(graph), { name: "model.onnx" }).files[0]?.parts ?? []);
}
