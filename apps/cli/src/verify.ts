import { bodyOf, type Graph } from "@suture/graph";
import type { Session } from "@suture/onnx";
import { type Comparison, compareSessions, inputsOf } from "@suture/proof";
import { openSession } from "@suture/runtime";

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

/** Runs two models, files both, in ONNX Runtime on the same random inputs, and compares all outputs. `graph` is the first one's. */
export async function verify(
	before: string | Uint8Array,
	after: string | Uint8Array,
	graph: Graph,
	{ sizes, outputs }: { sizes?: ReadonlyMap<string, readonly number[]>; outputs?: readonly string[] } = {},
): Promise<Verified> {
	const opened: Session[] = [];
	try {
		const first = await opening(before, opened);
		if (typeof first === "string") return notRun(first);
		const second = await opening(after, opened);
		if (typeof second === "string") return { ...notRun(`The result does not load: ${second}`), ok: false };
		const wanted = outputs ?? bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
		return verifiedFrom(await compareSessions(first, second, inputsOf(graph), wanted, sizes ? { sizes } : {}));
	} finally {
		for (const session of opened) await session.close();
	}
}

async function opening(model: string | Uint8Array, opened: Session[]): Promise<Session | string> {
	try {
		const session = await openSession(model);
		opened.push(session);
		return session;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function notRun(reason: string): Verified {
	return { ok: null, maxAbsoluteError: null, maxRelativeError: null, runs: [], reason };
}

function verifiedFrom({ ok, maxAbsoluteError, maxRelativeError, runs, reason }: Comparison): Verified {
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
