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
		const first = await opening(before.model, opened, optimized);
		if (typeof first === "string") return await verifyInFloat(before, after, options, first);
		const second = await opening(after.model, opened, optimized);
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
	const [, operator] = /Could not find an implementation for (\w+)\(\d+\)/.exec(reason) ?? [];
	if (operator === undefined) return notRun(reason);
	const [first, second] = [withFloatInputs(before.graph, operator), withFloatInputs(after.graph, operator)];
	if (first === before.graph) return notRun(reason);
	const runnable = async (graph: Graph) => ({ model: await modelBytes(graph), graph });
	return await verify(await runnable(first), await runnable(second), options);
}

/** The model as bytes, its weights inside. */
export async function modelBytes(graph: Graph): Promise<Uint8Array> {
	const [file] = writeModel(modelFromGraph(graph), { name: "model.onnx" }).files;
	return await joinParts(file?.parts ?? []);
}

async function opening(model: string | Uint8Array, opened: Session[], optimized: boolean): Promise<Session | string> {
	try {
		const session = await openSession(model, { optimized });
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
export function verifiedText({ ok, maxAbsoluteError, maxRelativeError, runs, reason }: Verified): string {
	if (ok === null) return `Not verified: ${reason}\n`;
	const errors = `largest error ${maxAbsoluteError?.toPrecision(2)}, relative ${maxRelativeError?.toPrecision(2)}`;
	if (ok) return `Verified in ONNX Runtime: ${runs.length} runs give the same (${errors}).\n`;
	return `The result is NOT the same in ONNX Runtime: ${reason ?? errors}.\n`;
}
