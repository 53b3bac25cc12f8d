import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, type Graph, modelFromGraph } from "@suture/graph";
import { type RunTensor, type Session, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf, roundingOf } from "@suture/proof";
import type { Proof } from "@suture/repair";
import { openSession, sha256 } from "@suture/runtime";
import { writeModelFiles } from "@suture/server";
import { isQuantized, notRun, openRunnable, type Verified, verifiedFrom, verify, verifyFused } from "./verify.ts";

/** Runs graphs beside a model; the model is opened once. */
export interface Prover extends AsyncDisposable {
	readonly prove: (after: Graph) => Promise<Proof>;
	/** A session of a graph. Rejects with what ONNX Runtime says. */
	readonly open: (graph: Graph) => Promise<Session>;
	/** The same for whatever can be run in place of the model. */
	readonly verifySession: (open: () => Promise<Session>) => Promise<Verified>;
}

/** A prover for the model in a file, whose graph is given. */
export async function proverFor(path: string, before: Graph): Promise<Prover> {
	const tolerance = roundingOf(before);
	const folder = await mkdtemp(join(tmpdir(), "suture-proof-"));
	const original = remembering(await opened(path, before));
	let count = 0;
	const verifySession: Prover["verifySession"] = async (open) => {
		if (typeof original === "string") return notRun(original);
		const session = await open().catch(messageOf);
		if (typeof session === "string") return { ...notRun(`The result does not load: ${session}`), ok: false };
		try {
			const outputs = bodyOf(before, before.main).outputs.map(({ name = "" }) => name);
			return verifiedFrom(await compareSessions(original, session, inputsOf(before), outputs));
		} finally {
			await session.close();
		}
	};
	const written = async (graph: Graph): Promise<string> => {
		const name = `${count++}.onnx`;
		await writeModelFiles(folder, writeModel(modelFromGraph(graph), { name, compact: true }).files);
		return join(folder, name);
	};
	return {
		verifySession,
		open: async (graph) => await openSession(await written(graph)),
		async prove(after) {
			const [left, right] = [
				{ model: path, graph: before },
				{ model: await written(after), graph: after },
			];
			// ONNX Runtime lacks some kernels, which verifying gets around.
			const found =
				typeof original === "string" ? await verify(left, right) : await verifySession(() => openRunnable(right));
			const proof = proofFrom(found, tolerance);
			return proof.ok === false && isQuantized(after) ? proofFrom(await verifyFused(left, right), tolerance) : proof;
		},
		async [Symbol.asyncDispose]() {
			if (typeof original !== "string") await original.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function proofFrom({ ok, maxAbsoluteError, maxRelativeError, reason }: Verified, tolerance: number): Proof {
	const isNear = maxRelativeError !== null && maxRelativeError <= tolerance;
	return {
		ok: isNear || (ok ?? undefined),
		maxAbsoluteError: maxAbsoluteError ?? Number.NaN,
		maxRelativeError: maxRelativeError ?? Number.NaN,
		...(reason ? { reason } : {}),
	};
}

async function opened(model: string, graph: Graph): Promise<Session | string> {
	return await openRunnable({ model, graph }).catch(messageOf);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
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
