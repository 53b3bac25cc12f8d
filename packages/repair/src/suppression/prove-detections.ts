import {
	type Detection,
	type DetectionOutputs,
	type DetectionSessions,
	detectionSessions,
	type OpenGraph,
} from "@suture/detection";
import { bodyOf, type Graph } from "@suture/graph";
import type { Session } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { notProven, type Proof, type Prove, proofFrom } from "../proof.ts";

/** A suppression that the plugin took the place of, and the outputs that came with it. */
export interface Replaced {
	/** In the graph as it was before. */
	readonly detection: Detection;
	readonly outputs: DetectionOutputs;
}

/** Proves that models detect what the one with its own suppression does: the same boxes, scores and classes on the model's own boxes,
 *  with EfficientNMS_TRT calculated by its reference. */
export function proveDetections(replaced: readonly Replaced[], before: Graph, open: OpenGraph): Prove {
	return async (after) => {
		const proofs: Proof[] = [];
		for (const one of replaced) proofs.push(await proveOne(one, before, after, open));
		return proofs.find(({ ok }) => ok !== true) ?? proofs.at(-1) ?? notProven("Nothing was replaced.");
	};
}

async function proveOne(
	{ detection, outputs }: Replaced,
	before: Graph,
	after: Graph,
	open: OpenGraph,
): Promise<Proof> {
	try {
		const sessions = await detectionSessions(detection, after, outputs, open);
		try {
			const found = await compareSessions(sessions.before, sessions.after, inputsOf(before), sessions.outputs);
			return proofFrom(found, comparedText(sessions.counts(), found.runs.length));
		} finally {
			await sessions.after.close();
		}
	} catch (error) {
		return notProven(error instanceof Error ? error.message : String(error));
	}
}

function comparedText({ own, more }: ReturnType<DetectionSessions["counts"]>, runs: number): string {
	return [
		`${own} detections in ${runs} runs, the model's own beside those of EfficientNMS_TRT as a CPU reference calculates them: boxes, scores and classes, in any order, with the score threshold that about 40 candidates pass.`,
		...(more > 0
			? [`The plugin gives ${more} more, which the model leaves out in a way that the plugin does not have.`]
			: []),
	].join(" ");
}

/** Proves that models give what a reference gives, in all outputs that they have. */
export function proveOutputs(reference: Graph, open: OpenGraph, compared: string): Prove {
	return async (after) => {
		const opened: Session[] = [];
		try {
			const first = await open(reference);
			opened.push(first);
			const second = await open(after);
			opened.push(second);
			const outputs = bodyOf(after, after.main).outputs.map(({ name = "" }) => name);
			return proofFrom(await compareSessions(first, second, inputsOf(reference), outputs), compared);
		} catch (error) {
			return notProven(error instanceof Error ? error.message : String(error));
		} finally {
			for (const session of opened) await session.close();
		}
	};
}
