import { openWithEfficientNms } from "@suture/detection";
import { bodyOf, type Graph, modelFromGraph } from "@suture/graph";
import { joinParts, type Session, writeModel } from "@suture/onnx";
import { type Comparison, compareSessions, inputsOf } from "@suture/proof";
import { openSession } from "@suture/runtime";
import { withFloatInputs } from "./with-float-inputs.ts";

/** What --json says of a comparison. */
export interface Verified {
	/** null: nothing could be run, see reason. */
	readonly ok: boolean | null;
	readonly maxAbsoluteError: number | null;
	readonly maxRelativeError: number | null;
	/** Sizes of the inputs of each run. */
	readonly runs: readonly Readonly<Record<string, readonly number[]>>[];
	readonly reason?: string;
	/** What was compared, where it is not the outputs. */
	readonly compared?: string;
}

/** A model to be run: its file, or its bytes, and its graph. */
export interface RunnableModel {
	readonly model: string | Uint8Array;
	readonly graph: Graph;
}

export interface VerifyOptions {
	readonly sizes?: ReadonlyMap<string, readonly number[]>;
	/** Values to compare in place of the outputs. */
	readonly outputs?: readonly string[];
}

/** Runs two models in ONNX Runtime on the same random inputs, and compares all outputs. */
export async function verify(
	before: RunnableModel,
	after: RunnableModel,
	options: VerifyOptions = {},
): Promise<Verified> {
	const asWritten = await verifyRuns(before, after, options);
	return asWritten.ok === false && isQuantized(after.graph) ? await verifyFused(before, after, options) : asWritten;
}

/** An operator between DequantizeLinear and QuantizeLinear stands for one that computes in integers. ONNX Runtime takes it so only
 *  where it may fuse; else sums in floating point end in the next step of the quantization now and then. */
export function isQuantized({ bodies }: Graph): boolean {
	return [...bodies.values()].some(({ nodes }) => nodes.some(({ opType }) => opType === "QuantizeLinear"));
}

/** The same with models that ONNX Runtime may change before it runs them. */
export function verifyFused(
	before: RunnableModel,
	after: RunnableModel,
	options: VerifyOptions = {},
): Promise<Verified> {
	return verifyRuns(before, after, options, true);
}

async function verifyRuns(
	before: RunnableModel,
	after: RunnableModel,
	options: VerifyOptions,
	optimized = false,
): Promise<Verified> {
	const opened: Session[] = [];
	try {
		const first = await opening(before, opened, optimized);
		if (typeof first === "string") return await verifyInFloat(before, after, options, first);
		const second = await opening(after, opened, optimized);
		if (typeof second === "string") return { ...notRun(`The result does not load: ${second}`), ok: false };
		const { graph } = before;
		const wanted = options.outputs ?? bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
		const { sizes } = options;
		return verifiedFrom(await compareSessions(first, second, inputsOf(graph), wanted, sizes ? { sizes } : {}));
	} finally {
		for (const session of opened) await session.close();
	}
}

/** Where ONNX Runtime has no kernel for doubles both models are run with floats. */
async function verifyInFloat(
	before: RunnableModel,
	after: RunnableModel,
	options: VerifyOptions,
	reason: string,
): Promise<Verified> {
	const graphs = graphsInFloat(before.graph, after.graph, reason);
	if (!graphs) return notRun(reason);
	const runnable = async (graph: Graph) => ({ model: await modelBytes(graph), graph });
	return await verify(await runnable(graphs[0]), await runnable(graphs[1]), options);
}

/** Both graphs with floats where ONNX Runtime said that it has no kernel for doubles; undefined when that was not it. */
export function graphsInFloat(before: Graph, after: Graph, reason: string): [Graph, Graph] | undefined {
	const [, operator] = /Could not find an implementation for (\w+)\(\d+\)/.exec(reason) ?? [];
	if (operator === undefined) return undefined;
	const first = withFloatInputs(before, operator);
	return first === before ? undefined : [first, withFloatInputs(after, operator)];
}

/** The model as bytes, its weights inside. */
export async function modelBytes(graph: Graph): Promise<Uint8Array> {
	const [file] = writeModel(modelFromGraph(graph), { name: "model.onnx" }).files;
	return await joinParts(file?.parts ?? []);
}

/** A session of a model; EfficientNMS_TRT is run by its reference. Rejects with what ONNX Runtime says. */
export async function openRunnable({ model, graph }: RunnableModel, optimized = false): Promise<Session> {
	return await openWithEfficientNms(graph, async (part) =>
		openSession(part === graph ? model : await modelBytes(part), { optimized }),
	);
}

async function opening(model: RunnableModel, opened: Session[], optimized: boolean): Promise<Session | string> {
	try {
		const session = await openRunnable(model, optimized);
		opened.push(session);
		return session;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** Nothing could be run. */
export function notRun(reason: string): Verified {
	return { ok: null, maxAbsoluteError: null, maxRelativeError: null, runs: [], reason };
}

export function verifiedFrom({ ok, maxAbsoluteError, maxRelativeError, runs, reason }: Comparison): Verified {
	if (runs.length === 0 && reason !== undefined && !reason.startsWith("The result")) return notRun(reason);
	const sizes = runs.map((run) => run.sizes);
	return { ok, maxAbsoluteError, maxRelativeError, runs: sizes, ...(reason === undefined ? {} : { reason }) };
}

/** What people read of it. */
export function verifiedText({ ok, maxAbsoluteError, maxRelativeError, runs, reason, compared }: Verified): string {
	if (ok === null) return `Not verified: ${reason}\n`;
	const errors = `largest error ${maxAbsoluteError?.toPrecision(2)}, relative ${maxRelativeError?.toPrecision(2)}`;
	if (ok && compared) return `Verified in ONNX Runtime (${errors}): ${compared}\n`;
	if (ok) return `Verified in ONNX Runtime: ${runs.length} runs give the same (${errors}).\n`;
	return `The result is NOT the same in ONNX Runtime: ${reason ?? errors}.\n`;
}
