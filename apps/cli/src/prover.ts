import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, type Graph, modelFromGraph } from "@suture/graph";
import { type RunTensor, type Session, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import type { Proof } from "@suture/repair";
import { openSession, sha256 } from "@suture/runtime";
import { writeModelFiles } from "@suture/server";
import { type Verified, verify } from "./verify.ts";

/** Runs graphs beside a model; the model is opened once. */
export interface Prover extends AsyncDisposable {
	readonly prove: (after: Graph) => Promise<Proof>;
	/** The same for what is opened as a session already. */
	readonly proveSession: (open: () => Promise<Session>) => Promise<Proof>;
}

/** A prover for the model in a file, whose graph is given. `tolerance`: the largest relative error that is rounding. */
export async function proverFor(path: string, before: Graph, tolerance: number): Promise<Prover> {
	const folder = await mkdtemp(join(tmpdir(), "suture-proof-"));
	const original = remembering(await opened(path));
	let count = 0;
	return {
		async prove(after) {
			const name = `${count++}.onnx`;
			await writeModelFiles(folder, writeModel(modelFromGraph(after), { name, compact: true }).files);
			if (typeof original === "string") {
				// ONNX Runtime lacks some kernels, which verifying gets around.
				const found = await verify({ model: path, graph: before }, { model: join(folder, name), graph: after });
				return proofFrom(found, tolerance);
			}
			const session = await opened(join(folder, name));
			if (typeof session === "string") return unproven(false, `The result does not load: ${session}`);
			try {
				return await compared(original, session, before, tolerance);
			} finally {
				await session.close();
			}
		},
		async proveSession(open) {
			if (typeof original === "string") return unproven(undefined, original);
			const session = await open().catch((error: unknown) => String(error));
			if (typeof session === "string") return unproven(false, `The result does not load: ${session}`);
			try {
				return await compared(original, session, before, tolerance);
			} finally {
				await session.close();
			}
		},
		async [Symbol.asyncDispose]() {
			if (typeof original !== "string") await original.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function compared(original: Session, session: Session, before: Graph, tolerance: number): Promise<Proof> {
	const outputs = bodyOf(before, before.main).outputs.map(({ name = "" }) => name);
	const { ok, maxAbsoluteError, maxRelativeError, runs, reason } = await compareSessions(
		original,
		session,
		inputsOf(before),
		outputs,
	);
	if (runs.length === 0)
		return unproven(reason?.startsWith("The result") ? false : undefined, reason ?? "There are no inputs for it.");
	return { ok: ok || maxRelativeError <= tolerance, maxAbsoluteError, maxRelativeError, ...(reason ? { reason } : {}) };
}

function proofFrom({ ok, maxAbsoluteError, maxRelativeError, reason }: Verified, tolerance: number): Proof {
	if (maxRelativeError === null)
		return unproven(ok === false ? false : undefined, reason ?? "There are no inputs for it.");
	const isNear = ok === true || maxRelativeError <= tolerance;
	return {
		ok: isNear,
		maxAbsoluteError: maxAbsoluteError ?? Number.NaN,
		maxRelativeError,
		...(reason ? { reason } : {}),
	};
}

function unproven(ok: false | undefined, reason: string): Proof {
	return { ok, maxAbsoluteError: Number.NaN, maxRelativeError: Number.NaN, reason };
}

async function opened(path: string): Promise<Session | string> {
	try {
		return await openSession(path);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** A session that runs each set of inputs once: proofs ask for the same ones again and again. */
function remembering(session: Session | string): Session | string {
	if (typeof session === "string") return session;
	const known = new Map<string, ReturnType<Session["run"]>>();
	return {
		run(inputs, outputs) {
			const key = JSON.stringify([outputs, [...inputs].map(([name, tensor]) => [name, tensor.dims, sha256Of(tensor)])]);
			const found = known.get(key) ?? session.run(inputs, outputs);
			known.set(key, found);
			return found;
		},
		close: () => session.close(),
	};
}

function sha256Of({ contents }: RunTensor): string {
	return sha256(contents instanceof Uint8Array ? contents : new TextEncoder().encode(JSON.stringify(contents)));
}
