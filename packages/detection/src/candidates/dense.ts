import { rankAt, type Site } from "@suture/rewrite";
import type { Activation, Dense } from "../detection.ts";
import { madeAround, sizeAt } from "../maker.ts";
import { before, wayBack } from "../strip.ts";

/** Boxes of all anchors as they stand in the model: the first value on the way back that has the image's axis, or the list itself. */
export function denseBoxes(site: Site, list: string): Dense | undefined {
	if (sizeAt(site, list, -1) !== 4) return undefined;
	const rank = rankAt(site, list);
	const whole = before(site, list);
	if (
		rank === 2 &&
		whole !== undefined &&
		rankAt(site, whole) === 3 &&
		sizeAt(site, whole, -1) === 4 &&
		sizeAt(site, whole, 0) === 1
	) {
		return { value: whole, layout: "BN4", copies: [] };
	}
	if (rank === 2) return { value: list, layout: "N4", copies: [] };
	if (rank === 3) return { value: list, layout: sizeAt(site, list, 0) === 1 ? "BN4" : "NC4", copies: [] };
	return undefined;
}

/** Scores of all anchors and classes, [N, C] or [1, N, C]. */
export function denseScores(site: Site, value: string): Dense | undefined {
	const rank = rankAt(site, value);
	if (rank === 3 && sizeAt(site, value, 0) === 1) return { value, layout: "BNC", copies: [] };
	const whole = rank === 2 ? before(site, value) : undefined;
	if (
		whole !== undefined &&
		rankAt(site, whole) === 3 &&
		sizeAt(site, whole, 0) === 1 &&
		sizeAt(site, whole, -1) === sizeAt(site, value, -1)
	) {
		return { value: whole, layout: "BNC", copies: [] };
	}
	return rank === 2 ? { value, layout: "NC", copies: [] } : undefined;
}

export function activationOf(site: Site, { value }: Dense): Activation {
	const sigmoid = madeAround(site, value, "Sigmoid");
	if (sigmoid?.inputs[0]) return { kind: "sigmoid", logits: sigmoid.inputs[0] };
	for (const at of wayBack(site, value)) {
		if (madeAround(site, at, "Softmax")) return { kind: "softmax" };
	}
	return { kind: "unknown" };
}
