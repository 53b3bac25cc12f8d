import type { Facts } from "@suture/analysis";
import type { Graph, Node } from "@suture/graph";
import { type Site, siteOf } from "@suture/rewrite";
import { isArgument } from "./candidates/best-class.ts";
import { type Candidates, candidatesOf } from "./candidates.ts";
import { chosenFrom } from "./chosen.ts";
import type { Detection, Kept } from "./detection.ts";
import { type Selected, selectedBy } from "./kept.ts";
import { plainCandidates } from "./plain.ts";
import { type Suppression, suppressionOf } from "./suppression.ts";

/** Every NonMaxSuppression of a model, with what stands around it. `facts` are those of the graph; constants should be folded
 *  before, since limits and thresholds are read from them. Nothing is guessed: what is not understood is said in `unclear`. */
export function findDetections(graph: Graph, facts: Facts): readonly Detection[] {
	const found: Detection[] = [];
	for (const id of graph.bodies.keys()) {
		const site = siteOf(graph, facts, id);
		if (!site.isKnown || site.isFunction) continue;
		for (const node of site.body.nodes) {
			if (node.opType === "NonMaxSuppression" && node.domain === "") found.push(detectionOf(site, node));
		}
	}
	return found;
}

function detectionOf(site: Site, nms: Node): Detection {
	const suppression = suppressionOf(site, nms);
	const selected = selectedBy(site, nms, suppression);
	const { candidates, kept } = understood(site, suppression, selected);
	const thresholds = [candidates?.scoreThreshold, suppression.scoreThreshold].filter((one) => one !== undefined);
	const isOneClass = suppression.isList || candidates?.form === "best class";
	const limits = [selected.limit, isOneClass ? suppression.maxPerClass : undefined].filter((one) => one !== undefined);
	return {
		nms,
		site,
		form: candidates?.form ?? "unknown",
		entry: candidates?.entry && { ...candidates.entry, coding: suppression.coding },
		iouThreshold: suppression.iouThreshold ?? Number.NaN,
		scoreThreshold: thresholds.length > 0 ? Math.max(...thresholds) : undefined,
		compared: comparedIn(nms, suppression, candidates),
		limit: limits.length > 0 ? Math.min(...limits) : undefined,
		scope:
			suppression.classes === undefined && (suppression.isList || candidates?.form === "best class") ? "all" : "class",
		tail: selected.nodes,
		kept,
		unclear: [...(candidates?.unclear ?? []), ...selected.unclear, ...unclearOf(suppression, candidates, kept)],
	};
}

function comparedIn(nms: Node, { scoreThreshold }: Suppression, candidates: Candidates | undefined): readonly string[] {
	const own = scoreThreshold === undefined ? [] : [nms.inputs[4] ?? ""];
	return [...(candidates?.compared ?? []), ...own];
}

function understood(
	site: Site,
	suppression: Suppression,
	{ kept }: Selected,
): { candidates: Candidates | undefined; kept: readonly Kept[] } {
	if (!suppression.isList) {
		const candidates = plainCandidates(site, suppression);
		const [level] = candidates?.form === "best class" ? candidates.entry.levels : [];
		if (!level) return { candidates, kept };
		const isClass = ({ meaning, from }: Kept) =>
			meaning === "unknown" && from !== undefined && isArgument(site, from, level.scores.value, { choices: [] });
		return { candidates, kept: kept.map((one) => (isClass(one) ? { ...one, meaning: "classes" as const } : one)) };
	}
	const lists = { boxes: suppression.boxes, scores: suppression.scores };
	if (suppression.classes !== undefined)
		return { candidates: candidatesOf(site, { ...lists, classes: suppression.classes }), kept };
	// Boxes of all classes suppress each other, so only what is kept can tell the class.
	for (const { meaning, from, value } of kept) {
		if (meaning !== "unknown" || from === undefined || chosenFrom(site, from).from === from) continue;
		const candidates = candidatesOf(site, { ...lists, classes: from });
		if (!candidates || candidates.form === "groups") continue;
		return {
			candidates,
			kept: kept.map((one) => (one.value === value ? { ...one, meaning: "classes" as const } : one)),
		};
	}
	return { candidates: candidatesOf(site, { ...lists, classes: undefined }), kept };
}

function unclearOf(suppression: Suppression, candidates: Candidates | undefined, kept: readonly Kept[]): string[] {
	const unclear: string[] = [];
	if (suppression.iouThreshold === undefined) unclear.push("The IoU threshold is not constant.");
	if (!candidates) unclear.push("Where the candidates come from is not understood.");
	if (candidates?.form === "groups")
		unclear.push("What suppresses itself is grouped by something that is no class of the scores.");
	if (!suppression.isList && candidates?.form !== "best class" && suppression.maxPerClass !== undefined) {
		unclear.push(`Each class keeps at most ${suppression.maxPerClass} boxes.`);
	}
	for (const { value, meaning } of kept)
		if (meaning === "unknown") unclear.push(`What ${value} takes from the detections is not known.`);
	return unclear;
}
