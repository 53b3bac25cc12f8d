import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Graph, modelFromGraph } from "@suture/graph";
import { type Session, writeModel } from "@suture/onnx";
import { withOutputs } from "@suture/proof";
import { openSession } from "@suture/runtime";
import { writeModelFiles } from "@suture/server";

/** A model in a folder of its own, to be run with other outputs again and again. */
export interface RunnableFolder extends AsyncDisposable {
	/** Opens it with these values as outputs. Rejects with what ONNX Runtime says. */
	readonly open: (outputs: readonly string[]) => Promise<Session>;
}

/** The folder goes with the process that asked for it. Data files are written once: what lies where in them does not depend on the
 *  outputs. */
export async function runnableFolder(graph: Graph): Promise<RunnableFolder> {
	const folder = await mkdtemp(join(tmpdir(), "suture-compare-"));
	const name = "model.onnx";
	let isWritten = false;
	return {
		async open(outputs) {
			const { files } = writeModel(modelFromGraph(withOutputs(graph, outputs)), { name, compact: false });
			await writeModelFiles(folder, isWritten ? files.slice(0, 1) : files);
			isWritten = true;
			return await openSession(join(folder, name));
		},
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
}
