import { bodyOf, type Graph, modelFromGraph } from "@suture/graph";
import { joinParts, type Session, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import type { ModelInMemory } from "../runner/runner.ts";
import type { Runtime } from "./runtime.ts";

/** What came out of running the model as it was and as it is. */
export interface Proof {
	readonly ok: boolean;
	readonly maxAbsoluteError: number;
	readonly maxRelativeError: number;
	/** Sizes of the inputs, run by run. */
	readonly runs: readonly Readonly<Record<string, readonly number[]>>[];
	/** Outputs that both have. */
	readonly outputs: readonly string[];
	/** Why nothing could be compared. */
	readonly reason: string | undefined;
}

/** Runs both graphs on the same random inputs, in sizes that fit, and compares the outputs that both have. */
export async function prove(
	before: Graph,
	after: Graph,
	runtime: Runtime,
	sizes: Readonly<Record<string, readonly number[]>>,
): Promise<Proof> {
	const kept = new Set(namesOf(after));
	const outputs = namesOf(before).filter((name) => kept.has(name));
	const none = { ok: false, maxAbsoluteError: 0, maxRelativeError: 0, runs: [], outputs };
	if (outputs.length === 0) return { ...none, reason: "The model has none of the outputs left that it had." };
	const sessions: Session[] = [];
	try {
		const first = await runtime.open(await inMemory(before));
		sessions.push(first);
		const second = await runtime.open(await inMemory(after));
		sessions.push(second);
		const given = new Map(Object.entries(sizes));
		const found = await compareSessions(first, second, inputsOf(before), outputs, { sizes: given });
		const { ok, maxAbsoluteError, maxRelativeError, runs, reason } = found;
		return { ok, maxAbsoluteError, maxRelativeError, runs: runs.map((run) => run.sizes), outputs, reason };
	} catch (error) {
		return { ...none, reason: error instanceof Error ? error.message : String(error) };
	} finally {
		await Promise.allSettled(sessions.map((session) => session.close()));
	}
}

function namesOf(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}

async function inMemory(graph: Graph): Promise<ModelInMemory> {
	const [model, ...data] = await Promise.all(
		writeModel(modelFromGraph(graph), { name: "model.onnx" }).files.map(async ({ name, parts }) => ({
			path: name,
			bytes: await joinParts(parts),
		})),
	);
	if (!model) throw new Error("The model can't be written.");
	return { model: model.bytes, data };
}
