import { type Facts, inferShapes } from "@suture/analysis";
import { type Detection, findDetections, type Offer } from "@suture/detection";
import { type Edit, type Graph, type NodeId, nameOf } from "@suture/graph";
import { type NmsForm, nmsForms, offerForTarget } from "@suture/repair";
import type { Target } from "@suture/tensorrt";

/** One of them, as a person looks at it. */
export interface NmsOffer {
	readonly form: NmsForm;
	readonly can: boolean;
	readonly kind: "exact" | "assumption" | "changes meaning" | undefined;
	readonly sentence: string;
	readonly changes: readonly string[];
}

/** A place at which the model suppresses boxes. */
export interface NmsPlace {
	readonly node: NodeId;
	readonly name: string;
	/** What is known of it, a line each. */
	readonly about: readonly string[];
	readonly tail: readonly NodeId[];
	readonly offers: readonly NmsOffer[];
}

export function nmsPlaces(graph: Graph, facts: Facts, target: Target): NmsPlace[] {
	if (![...graph.bodies.values()].some(({ nodes }) => nodes.some(({ opType }) => opType === "NonMaxSuppression")))
		return [];
	return findDetections(graph, facts).map((detection) => ({
		node: detection.nms.id,
		name: nameOf(detection.nms),
		about: aboutOf(detection),
		tail: detection.tail.map(({ id }) => id),
		offers: nmsForms.map((form) => offered(form, offerForTarget(detection, form, target))),
	}));
}

/** The edits of one offer; undefined when it can't be made. */
export function nmsEdits(graph: Graph, node: NodeId, form: NmsForm, target: Target): readonly Edit[] | undefined {
	const { facts } = inferShapes(graph, { useDeclared: false });
	const detection = findDetections(graph, facts).find(({ nms }) => nms.id === node);
	const offer = detection && offerForTarget(detection, form, target);
	return offer?.can ? offer.edits : undefined;
}

function offered(form: NmsForm, offer: Offer): NmsOffer {
	return offer.can
		? { form, can: true, kind: offer.kind, sentence: offer.sentence, changes: offer.changes }
		: { form, can: false, kind: undefined, sentence: offer.sentence, changes: [] };
}

/** A float32 without the digits that only its storage adds. */
function short(value: number): number {
	return Number(value.toPrecision(6));
}

function aboutOf({ form, entry, iouThreshold, scoreThreshold, limit, scope, unclear }: Detection): string[] {
	const classes = entry ? `, ${entry.classes.count} classes, boxes by ${entry.coding}` : "";
	return [
		`Form: ${form}${classes}.`,
		`Overlap above ${short(iouThreshold)} suppresses, ${scope === "class" ? "within a class" : "across classes"}.`,
		`Scores ${scoreThreshold === undefined ? "are all kept" : `of ${short(scoreThreshold)} and less are dropped`}; ${limit === undefined ? "no limit" : `at most ${limit} detections`}.`,
		...unclear,
	];
}
