import { type Site, uniformAt } from "@suture/rewrite";
import type { Choice } from "./chosen.ts";
import { madeAround, makerAround } from "./maker.ts";
import { wayBack } from "./strip.ts";

/** What choices mean for scores. */
export interface Thresholds {
	readonly scoreThreshold: number | undefined;
	/** Sentences: choices that are something else. */
	readonly others: readonly string[];
}

/** Reads the score threshold out of the choices of candidates whose scores are `scores` before the first of them. */
export function thresholdsOf(site: Site, choices: readonly Choice[], scores: string): Thresholds {
	let scoreThreshold: number | undefined;
	const others: string[] = [];
	for (const choice of choices) {
		if (choice.by === "top") {
			const most = uniformAt(site, choice.node.inputs[1]) ?? largestOf(site, choice.node.inputs[1]);
			others.push(`Of each list, the ${most ?? "first"} that score most are taken before boxes suppress each other.`);
			continue;
		}
		const least = thresholdOf(site, choice.mask, scores);
		if (least === undefined)
			others.push(`Candidates are also chosen by ${choice.mask}, which is no threshold on the score.`);
		else scoreThreshold = Math.max(least, scoreThreshold ?? Number.NEGATIVE_INFINITY);
	}
	return { scoreThreshold, others };
}

function thresholdOf(site: Site, mask: string, scores: string): number | undefined {
	const node = makerAround(site, mask);
	const [left = "", right = ""] = node?.inputs ?? [];
	switch (node?.opType) {
		case "Greater":
		case "GreaterOrEqual":
			return isSame(site, left, scores) ? uniformAt(site, right) : undefined;
		case "Less":
		case "LessOrEqual":
			return isSame(site, right, scores) ? uniformAt(site, left) : undefined;
		default:
			return undefined;
	}
}

function isSame(site: Site, value: string, scores: string): boolean {
	for (const at of wayBack(site, value)) if (at === scores) return true;
	for (const at of wayBack(site, scores)) if (at === value) return true;
	return false;
}

/** The k in min(k, number of candidates), as exporters write it. */
function largestOf(site: Site, value: string | undefined): number | undefined {
	for (const at of wayBack(site, value ?? "")) {
		const least = madeAround(site, at, "ReduceMin");
		const concat = least && madeAround(site, least.inputs[0], "Concat");
		const numbers = (concat?.inputs ?? []).flatMap((input) => uniformAt(site, input) ?? []);
		if (numbers.length > 0) return Math.min(...numbers);
		if (least) return undefined;
	}
	return undefined;
}
