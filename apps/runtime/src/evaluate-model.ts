import type { RunTensor } from "@suture/onnx";
import { openSession } from "./open-session.ts";

/** Runs a model without inputs once. Rejects with what ONNX Runtime says. */
export async function evaluateModel(
	model: Uint8Array,
	outputs: readonly string[],
): Promise<ReadonlyMap<string, RunTensor>> {
	const session = await openSession(model, { threads: 1 });
	try {
		return await session.run(new Map(), outputs);
	} finally {
		await session.close();
	}
}
