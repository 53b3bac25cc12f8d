import type { Node } from "@suture/graph";
import { integerOf, type Site, uniformAt } from "@suture/rewrite";
import { madeAround } from "./maker.ts";
import { before, ofRank, wayBack } from "./strip.ts";

/** What NonMaxSuppression itself is given. */
export interface Suppression {
	/** Boxes that suppress each other: one a row where a list of candidates goes in, else [B, N, 4]. */
	readonly boxes: string;
	readonly scores: string;
	/** The class of each candidate, where boxes are moved apart by it. */
	readonly classes: string | undefined;
	/** Whether a list of chosen candidates goes in, not all boxes with the scores of all classes. */
	readonly isList: boolean;
	readonly maxPerClass: number | undefined;
	readonly iouThreshold: number | undefined;
	readonly scoreThreshold: number | undefined;
	readonly coding: "corners" | "center";
}

export function suppressionOf(site: Site, nms: Node): Suppression {
	const [boxesIn = "", scoresIn = "", most = "", iou = "", score = ""] = nms.inputs;
	const scores = ofRank(site, scoresIn, 1);
	const rows = scores === undefined ? undefined : ofRank(site, boxesIn, 2);
	const moved = movedApart(site, rows ?? boxesIn);
	const limit = most === "" ? undefined : uniformAt(site, most);
	return {
		boxes: moved?.boxes ?? rows ?? boxesIn,
		scores: rows === undefined ? scoresIn : (scores ?? scoresIn),
		classes: moved?.classes,
		isList: rows !== undefined,
		// Exporters write the largest int64 for "all".
		maxPerClass: limit !== undefined && limit < 2 ** 31 ? limit : undefined,
		iouThreshold: iou === "" ? 0 : uniformAt(site, iou),
		scoreThreshold: score === "" ? undefined : uniformAt(site, score),
		coding: integerOf(site, nms, "center_point_box") === 1 ? "center" : "corners",
	};
}

/** Boxes to which their class times something larger than any of them was added, so that those of different classes do not meet. */
function movedApart(site: Site, value: string): { boxes: string; classes: string } | undefined {
	const add = madeAround(site, value, "Add");
	const [left = "", right = ""] = add?.inputs ?? [];
	const classesRight = classesIn(site, right, left);
	if (classesRight !== undefined) return { boxes: left, classes: classesRight };
	const classesLeft = classesIn(site, left, right);
	return classesLeft === undefined ? undefined : { boxes: right, classes: classesLeft };
}

/** The classes in `offset` = classes · (largest coordinate + 1), or classes · a large number. */
function classesIn(site: Site, offset: string, boxes: string): string | undefined {
	for (const at of wayBack(site, offset)) {
		const product = madeAround(site, at, "Mul");
		if (!product) continue;
		const [left = "", right = ""] = product.inputs;
		if (isBeyond(site, right, boxes)) return uncast(site, left);
		return isBeyond(site, left, boxes) ? uncast(site, right) : undefined;
	}
	return undefined;
}

/** What exporters take to move boxes of pixels far enough: 640, 4096, 7680. */
const farPixels = 256;

function isBeyond(site: Site, value: string, boxes: string): boolean {
	const number = uniformAt(site, value);
	if (number !== undefined) return number >= farPixels;
	const sum = madeAround(site, value, "Add");
	if (!sum) return false;
	const [left = "", right = ""] = sum.inputs;
	const isMost = (one: string) => madeAround(site, one, "ReduceMax")?.inputs[0] === boxes;
	const isPositive = (one: string) => (uniformAt(site, one) ?? 0) > 0;
	return (isMost(left) && isPositive(right)) || (isMost(right) && isPositive(left));
}

function uncast(site: Site, value: string): string {
	return [...wayBack(site, value, uncastOnce)].at(-1) ?? value;
}

function uncastOnce(site: Site, value: string): string | undefined {
	return madeAround(site, value, "Cast")?.inputs[0] ?? before(site, value);
}
