import type { Facts } from "@suture/analysis";
import { type Detection, findDetections, type Offer, type OpenGraph } from "@suture/detection";
import { applyEdits, bodyOf, type Edit, type Graph, nameOf } from "@suture/graph";
import type { Target } from "@suture/tensorrt";
import type { Prove } from "../proof.ts";
import { type NmsForm, nmsForms, offerForTarget } from "./offer-for-target.ts";
import { proveDetections, proveOutputs, type Replaced } from "./prove-detections.ts";

/** A suppression of boxes that is in a model once its constants are folded, and what can be made of it. */
export interface Suppression {
	readonly node: string;
	/** What was made of it. */
	readonly became?: NmsForm;
	/** Why what was asked for was not done: the proof failed. */
	readonly failed?: string;
	readonly forms: readonly {
		readonly form: NmsForm;
		readonly can: boolean;
		readonly sentence: string;
		readonly changes: readonly string[];
	}[];
}

export function suppressionsOf(graph: Graph, facts: Facts, target: Target): readonly Suppression[] {
	return detectionsIn(graph, facts).map((detection) => ({
		node: nameOf(detection.nms),
		forms: nmsForms.map((form) => {
			const offer = offerForTarget(detection, form, target);
			return { form, can: offer.can, sentence: offer.sentence, changes: offer.can ? offer.changes : [] };
		}),
	}));
}

/** One suppression with the offer that was taken for it. */
export interface Replacement {
	readonly detection: Detection;
	readonly offer: Extract<Offer, { can: true }>;
	readonly after: Graph;
}

/** The first suppression of which the form can be made; `done` are names of those that it was made of before. */
export function replaceSuppression(
	graph: Graph,
	facts: Facts,
	target: Target,
	form: NmsForm,
	done: ReadonlyMap<string, boolean>,
): Replacement | undefined {
	for (const detection of detectionsIn(graph, facts)) {
		if (done.has(nameOf(detection.nms))) continue;
		const offer = offerForTarget(detection, form, target);
		if (!offer.can) continue;
		const { graph: after, problems } = applyEdits(graph, offer.edits);
		if (problems.every(({ problem }) => problem.severity !== "error")) return { detection, offer, after };
	}
	return undefined;
}

/** What proves this replacement and whatever is done after it; undefined where the outputs are the same as before. */
export function proveReplacement(
	form: NmsForm,
	{ detection, offer, after }: Replacement,
	graph: Graph,
	earlier: readonly Replaced[],
	open: OpenGraph,
): { readonly replaced: readonly Replaced[]; readonly prove: Prove } | undefined {
	if (form === "layer") return undefined;
	if (form === "cut") {
		const stays = ({ do: what }: Edit) => what !== "remove-output" && what !== "remove-unreachable";
		const { graph: both } = applyEdits(graph, offer.edits.filter(stays));
		return {
			replaced: earlier,
			prove: proveOutputs(both, open, "the boxes and scores that the model gives now, with what its suppression took."),
		};
	}
	const before = new Set(outputNames(graph));
	const [count = "", boxes = "", scores = "", classes = ""] = outputNames(after).filter((name) => !before.has(name));
	const replaced = [...earlier, { detection, outputs: { count, boxes, scores, classes } }];
	return { replaced, prove: proveDetections(replaced, graph, open) };
}

function detectionsIn(graph: Graph, facts: Facts): readonly Detection[] {
	const isThere = [...graph.bodies.values()].some(({ nodes }) =>
		nodes.some(({ opType }) => opType === "NonMaxSuppression"),
	);
	return isThere ? findDetections(graph, facts) : [];
}

function outputNames(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}
