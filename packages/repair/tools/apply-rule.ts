import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, type Graph, modelFromGraph } from "@suture/graph";
import { joinParts, type Session, writeModel } from "@suture/onnx";
import { type Comparison, compareSessions, inputsOf } from "@suture/proof";
import { siteOf } from "@suture/rewrite";
import { openSession } from "@suture/runtime";
import { isAskedAt, isMiss, type RepairRule } from "../src/rule.ts";

export interface AppliedRule {
	readonly graph: Graph;
	/** Places at which it matched. */
	readonly places: number;
	readonly misses: readonly string[];
}

/** Applies a rule wherever it matches, as if a target refused every node. `knownOpset`: the newest that the target knows. */
export function applyRule(graph: Graph, rule: RepairRule, knownOpset?: number): AppliedRule {
	const { facts } = inferShapes(graph, { useDeclared: false });
	const site = siteOf(graph, facts, graph.main);
	const misses: string[] = [];
	let at = graph;
	let places = 0;
	const gone = new Set<number>();
	for (const node of bodyOf(graph, graph.main).nodes) {
		if (!isAskedAt(rule, node) || gone.has(node.id)) continue;
		const answer = rule.match(site, node, { body: graph.main, node, problems: [], knownOpset });
		if (answer === undefined) continue;
		if (isMiss(answer)) {
			misses.push(answer.miss);
			continue;
		}
		const { graph: next, problems } = applyEdits(at, answer.edits);
		const refused = problems.find(({ problem }) => problem.severity === "error");
		if (refused) throw new Error(refused.problem.sentence);
		at = next;
		for (const { id } of answer.nodes) gone.add(id);
		places++;
		if (rule.isLast) break;
	}
	return { graph: applyEdits(at, [{ do: "remove-unreachable" }]).graph, places, misses };
}

/** Runs both on the same random inputs. */
export async function compareGraphs(before: Graph, after: Graph): Promise<Comparison> {
	const left = await openGraph(before);
	try {
		const right = await openGraph(after);
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

/** A graph in ONNX Runtime. */
export async function openGraph(graph: Graph): Promise<Session> {
	const { files } = writeModel(modelFromGraph(graph), { name: "model.onnx" });
	return await openSession(await joinParts(files[0]?.parts ?? []));
}
