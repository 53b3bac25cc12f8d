import { integersOf, type Site } from "@suture/rewrite/matching";
import { activationOf } from "./candidates/dense.ts";
import type { Entry, Level } from "./detection.ts";
import { madeAround, sizeAt } from "./maker.ts";
import type { Suppression } from "./suppression.ts";

/** Boxes [B, N, 4] and scores [B, C, N] as NonMaxSuppression itself takes them; scores that were only transposed for it are taken
 *  from before. Undefined when the number of classes is not known. */
export function plainEntry(site: Site, { boxes, scores, coding }: Suppression): Entry | undefined {
	const count = sizeAt(site, scores, 1);
	if (count === undefined) return undefined;
	const transpose = madeAround(site, scores, "Transpose");
	const [from = ""] = transpose?.inputs ?? [];
	const isTurned = transpose !== undefined && String(integersOf(transpose, "perm")) === "0,2,1";
	const level: Omit<Level, "activation"> = {
		boxes: { value: boxes, layout: "BN4", copies: [] },
		scores: isTurned ? { value: from, layout: "BNC", copies: [] } : { value: scores, layout: "BCN", copies: [] },
	};
	return {
		levels: [{ ...level, activation: activationOf(site, level.scores) }],
		coding,
		classes: { first: 0, end: count, count },
		classOffset: 0,
		boxesByClass: false,
	};
}
