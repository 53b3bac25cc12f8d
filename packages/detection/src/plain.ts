import { integersOf, rankAt, type Site } from "@suture/rewrite";
import { mostOf } from "./candidates/best-class.ts";
import { activationOf } from "./candidates/dense.ts";
import type { Candidates } from "./candidates.ts";
import type { Dense, Form, Level } from "./detection.ts";
import { madeAround, sizeAt } from "./maker.ts";
import type { Suppression } from "./suppression.ts";

/** Boxes [B, N, 4] and scores [B, C, N] as NonMaxSuppression itself takes them; scores that were only transposed for it are taken
 *  from before. Where they are the best of all classes of an anchor, the scores of all classes. Undefined when the number of classes
 *  is not known. */
export function plainCandidates(site: Site, { boxes, scores }: Suppression): Candidates | undefined {
	const count = sizeAt(site, scores, 1);
	const all = count === 1 ? mostOf(site, scores) : undefined;
	const allCount = all === undefined ? undefined : sizeAt(site, all, -1);
	if (all !== undefined && allCount !== undefined && rankAt(site, all) === 3) {
		return candidatesFrom(site, "best class", boxes, { value: all, layout: "BNC", copies: [] }, allCount);
	}
	if (count === undefined) return undefined;
	const transpose = madeAround(site, scores, "Transpose");
	const isTurned = transpose !== undefined && String(integersOf(transpose, "perm")) === "0,2,1";
	const [from = ""] = transpose?.inputs ?? [];
	return candidatesFrom(
		site,
		"plain",
		boxes,
		{ value: isTurned ? from : scores, layout: isTurned ? "BNC" : "BCN", copies: [] },
		count,
	);
}

function candidatesFrom(site: Site, form: Form, boxes: string, scores: Dense, count: number): Candidates {
	const levels: Level[] = [
		{ boxes: { value: boxes, layout: "BN4", copies: [] }, scores, activation: activationOf(site, scores) },
	];
	const classes = { first: 0, end: count, count };
	return {
		form,
		entry: { levels, coding: "corners", classes, classOffset: 0, boxesByClass: false },
		scoreThreshold: undefined,
		compared: [],
		unclear: [],
	};
}
