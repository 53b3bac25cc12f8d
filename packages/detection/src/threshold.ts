import { type Site, uniformAt } from "@suture/rewrite";
import type { Choice } from "./chosen.ts";
import { madeAround, makerAround } from "./maker.ts";
import { wayBack } from "./strip.ts";

/** What choices mean for scores. */
export interface Thresholds {
	readonly scoreThreshold: number | undefined;
	/** The constants that scores are compared with. */
	readonly compared: readonly string[];
	/** Sentences: choices that are something else. */
	readonly others: readonly string[];
}

/** Reads the score threshold out of the choices of candidates whose scores are `scores` before the first of them. */
export function thresholdsOf(site: Site, choices: readonly Choice[], scores: string): Thresholds {
	let scoreThreshold: number | undefined;
	const compared: string[] = [];
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
		else {
			scoreThreshold = Math.max(least.score, scoreThreshold ?? Number.NEGATIVE_INFINITY);
			compared.push(least.value);
		}
	}
	return { scoreThreshold, compared, others };
}

/** A score that others must pass, and the constant that holds it. */
interface Least {
	readonly score: number;
	readonly value: string;
}

function thresholdOf(site: Site, mask: string, scores: string): Least | undefined {
	const node = makerAround(site, mask);
	const [left = "", right = ""] = node?.inputs ?? [];
	switch (node?.opType) {
		case "Greater":
		case "GreaterOrEqual":
			return isSame(site, left, scores) ? leastAt(site, right) : undefined;
		case "Less":
		case "LessOrEqual":
			return isSame(site, right, scores) ? leastAt(site, left) : undefined;
		default:
			return undefined;
	}
}

function leastAt(site: Site, value: string): Least | undefined {
	const score = uniformAt(site, value);
	return score === undefined ? undefined : { score, value };
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
