import { applyEdits, bodyOf, type Graph, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, type ModelProto, writeModel } from "@suture/onnx";
import { operatorVersions } from "@suture/ops";
import { compareSessions, inputsOf } from "@suture/proof";
import { openSession } from "@suture/runtime";
import { expect, test } from "vitest";
import { nodeCases } from "../../analysis/tools/node-cases.ts";
import { planConversion } from "./index.ts";

/** What this ONNX Runtime reads. */
const newest = { irVersion: 11, opset: 26 };
/** Cases of an operator that are run at each border between two of its versions. */
const mostOfOperator = 2;

// Single nodes of onnx.backend.test 1.23.2, across every border between versions of their operators and back: what is converted
// must compute the same in ONNX Runtime, as far as it has kernels.
test("a node computes the same below each version of its operator, and back in the newest opset", async () => {
	const different: string[] = [];
	const run = { down: 0, up: 0 };
	const seen = new Map<string, number>();
	for (const { name, model, operators } of await nodeCases()) {
		const opset = model.opsetImport.find(({ domain = "" }) => domain === "")?.version ?? 1;
		const [operator = ""] = operators;
		if (model.graph?.node.length !== 1 || opset > newest.opset) continue;
		const graph = graphOf(model);
		for (const version of operatorVersions(operator, "").filter((one) => one > 7 && one <= opset)) {
			const border = `${operator} ${version}`;
			if ((seen.get(border) ?? 0) >= mostOfOperator) continue;
			const down = converted(graph, version - 1);
			if (!down) continue;
			seen.set(border, (seen.get(border) ?? 0) + 1);
			const wrong = await difference(graph, down);
			if (wrong === "not run") continue;
			run.down++;
			if (wrong !== undefined) different.push(`${name} to ${version - 1}: ${wrong}`);
			const up = converted(down, newest.opset);
			if (!up) continue;
			const stillWrong = await difference(graph, up);
			if (stillWrong === "not run") continue;
			run.up++;
			if (stillWrong !== undefined) different.push(`${name} to ${version - 1} and back: ${stillWrong}`);
		}
	}
	expect(different).toEqual([]);
	expect(run.down).toBeGreaterThan(least.down);
	expect(run.up).toBeGreaterThan(least.up);
});

/** So that none stops being converted unseen. */
const least = { down: 90, up: 90 };

/** The case, its shapes, axes and scales being constants. */
function graphOf(model: ModelProto): Graph {
	const irVersion = Math.min(model.irVersion ?? 0, newest.irVersion);
	if (!model.graph) return graphFromModel({ ...model, irVersion });
	const constants = new Set(model.graph.initializer.map(({ name }) => name));
	const input = model.graph.input.filter(({ name }) => !constants.has(name));
	return graphFromModel({ ...model, irVersion, graph: { ...model.graph, input } });
}

/** The graph in another opset; undefined where it can't be, or no node of it changes. */
function converted(graph: Graph, opset: number): Graph | undefined {
	const { edits, changes } = planConversion(graph, opset);
	if (changes.length === 0) return undefined;
	const { graph: after, problems } = applyEdits(graph, edits);
	expect(problems).toEqual([]);
	return after;
}

/** What differs; "not run" where ONNX Runtime can't run the case itself, or has no kernel for what it became. */
async function difference(before: Graph, after: Graph): Promise<string | undefined> {
	const left = await openSession(await bytesOf(before)).catch(() => undefined);
	if (!left) return "not run";
	try {
		const right = await openSession(await bytesOf(after));
		try {
			const outputs = bodyOf(before, before.main).outputs.map(({ name = "" }) => name);
			const { ok, reason, runs, maxRelativeError } = await compareSessions(left, right, inputsOf(before), outputs);
			if (ok) return undefined;
			return runs.length === 0 && !reason?.startsWith("The result") ? "not run" : (reason ?? String(maxRelativeError));
		} finally {
			await right.close();
		}
	} catch (error) {
		const text = String(error);
		return /implementation|NOT_IMPLEMENTED/.test(text) ? "not run" : text;
	} finally {
		await left.close();
	}
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	return await joinParts(writeModel(modelFromGraph(graph), { name: "model.onnx" }).files[0]?.parts ?? []);
}
