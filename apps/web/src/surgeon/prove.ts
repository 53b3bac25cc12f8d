import { openWithEfficientNms } from "@suture/detection";
import { bodyOf, type Graph } from "@suture/graph";
import type { Session } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { modelInMemory } from "./model-in-memory.ts";
import type { Runtime } from "./runtime.ts";

/** What came out of running the model as it was and as it is. */
export interface Proof {
	/** Undefined: the model as it was could not be run here, so nothing is known. */
	readonly ok: boolean | undefined;
	readonly maxAbsoluteError: number;
	readonly maxRelativeError: number;
	/** Sizes of the inputs, run by run. */
	readonly runs: readonly Readonly<Record<string, readonly number[]>>[];
	/** Outputs that both have. */
	readonly outputs: readonly string[];
	/** Why nothing could be compared. */
	readonly reason: string | undefined;
	/** What was compared, in a sentence, where it is not the outputs. */
	readonly compared?: string;
}

/** Sizes of inputs by name; what is missing is chosen. */
export type InputSizes = Readonly<Record<string, readonly number[]>>;

/** Runs both graphs on the same random inputs, in sizes that fit, and compares the outputs that both have. A relative error up to
 *  `tolerance` is taken for rounding. Rejects when the runtime is stopped. */
export async function prove(
	before: Graph,
	after: Graph,
	runtime: Runtime,
	{ sizes = {}, tolerance = 0 }: { readonly sizes?: InputSizes; readonly tolerance?: number } = {},
): Promise<Proof> {
	const kept = new Set(namesOf(after));
	const outputs = namesOf(before).filter((name) => kept.has(name));
	const nothing = (ok: false | undefined, reason: string): Proof => {
		return { ok, maxAbsoluteError: 0, maxRelativeError: 0, runs: [], outputs, reason };
	};
	if (outputs.length === 0) return nothing(undefined, "The model has none of the outputs left that it had.");
	const first = await opened(before, runtime);
	if (typeof first === "string") return nothing(undefined, first);
	const second = await opened(after, runtime);
	try {
		if (typeof second === "string") return nothing(false, `The result does not load: ${second}`);
		const given = new Map(Object.entries(sizes));
		const found = await compareSessions(first, second, inputsOf(before), outputs, { sizes: given });
		const { maxAbsoluteError, maxRelativeError, reason } = found;
		if (found.runs.length === 0) return nothing(reason?.startsWith("The result") ? false : undefined, reason ?? "");
		const ok = found.ok || (reason === undefined && maxRelativeError <= tolerance);
		return { ok, maxAbsoluteError, maxRelativeError, runs: found.runs.map((run) => run.sizes), outputs, reason };
	} finally {
		await Promise.allSettled([first, second].map((one) => (typeof one === "string" ? undefined : one.close())));
	}
}

function namesOf(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}

/** A session of a graph; EfficientNMS_TRT is run by its reference. Rejects with what ONNX Runtime says. */
export async function openGraph(graph: Graph, runtime: Runtime): Promise<Session> {
	return await openWithEfficientNms(graph, async (part) => await runtime.open(await modelInMemory(part)));
}

/** A session, or what ONNX Runtime says against the model. */
async function opened(graph: Graph, runtime: Runtime): Promise<Session | string> {
	try {
		return await openGraph(graph, runtime);
	} catch (error) {
		if (runtime.isStopped(error)) throw error;
		return error instanceof Error ? error.message : String(error);
	}
}
