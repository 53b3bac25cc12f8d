import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, type Graph, modelFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { compareSessions, type Comparison, inputsOf } from "@suture/proof";
import { siteOf } from "@suture/rewrite/matching";
import { openSession } from "@suture/runtime";
import { isMiss, type RepairRule } from "../rule.ts";

export interface AppliedRule {
	readonly graph: Graph;
	/** Places at which it matched. */
	readonly places: number;
	readonly misses: readonly string[];
}

/** Applies a rule wherever it matches, as if a target refused every node. */
export function applyRule(graph: Graph, rule: RepairRule): AppliedRule {
	const { facts } = inferShapes(graph, { useDeclared: false });
	const site = siteOf(graph, facts, graph.main);
	const misses: string[] = [];
	let at = graph;
	let places = 0;
	for (const node of bodyOf(graph, graph.main).nodes) {
		if (node.domain !== "" || !(rule.operators.includes(node.opType) || rule.operators.includes("*"))) continue;
		const answer = rule.match(site, node, { body: graph.main, node, problems: [], knownOpset: undefined });
		if (answer === undefined) continue;
		if (isMiss(answer)) {
			misses.push(answer.miss);
			continue;
		}
		const { graph: next, problems } = applyEdits(at, answer.edits);
		const refused = problems.find(({ problem }) => problem.severity === "error");
		if (refused) throw new Error(refused.problem.sentence);
		at = next;
		places++;
	}
	return { graph: at, places, misses };
}

/** Runs both on the same random inputs. */
export async function compareGraphs(before: Graph, after: Graph): Promise<Comparison> {
	const left = await openSession(await bytesOf(before));
	try {
		const right = await openSession(await bytesOf(after));
		try {
			const outputs = bodyOf(before, before.main).outputs.map(({ name = "" }) => name);
			return await compareSessions(left, right, inputsOf(before), outputs);
		} finally {
			await right.close();
		}
	} finally {
		await left.close();
	}
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	const { files } = writeModel(modelFromGraph(graph), { name: "model.onnx" });
	return await joinParts(files[0]?.parts ?? []);
}
