import { nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { releaseNumber } from "../../target/releases.ts";
import { byOperator } from "../rule.ts";
import { type Site, shapeOf } from "../site.ts";
import { dlaLayers } from "./layers.ts";

const layersOf = byOperator(dlaLayers);
const mostBatch = 4096;
const mostSize = 8192;

/** Why a node runs on the GPU, as a problem; undefined where the DLA may run it. */
export function offDla(site: Site): Problem | undefined {
	const { node, place } = site;
	const facts = { node: nameOf(node), operator: node.opType };
	const layer = (layersOf.get(node.opType) ?? []).find(({ from = "0.0" }) => releaseNumber(from) <= site.release);
	if (!layer) return problem("tensorrt/not-on-dla", facts, { node: place });
	const because = layer.limit?.(site) ?? tooLarge(site);
	return because === undefined ? undefined : problem("tensorrt/beyond-dla", { ...facts, because }, { node: place });
}

/** The batch is all in front of the last three axes. */
function tooLarge({ outputs }: Site): string | undefined {
	for (const output of outputs) {
		const sizes = (shapeOf(output) ?? []).map((size) => (typeof size === "number" ? size : 1));
		const batch = sizes.slice(0, -3).reduce((product, size) => product * size, 1);
		if (batch > mostBatch) return `A batch may be up to ${mostBatch}, and this has ${batch}.`;
		const largest = Math.max(0, ...sizes.slice(-3));
		if (largest > mostSize) return `Sizes may be up to ${mostSize}, and this has ${largest}.`;
	}
	return undefined;
}
