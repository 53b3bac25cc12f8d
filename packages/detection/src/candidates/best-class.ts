import type { Node } from "@suture/graph";
import { integerOf, integersOf, numbersAt, rankAt, type Site } from "@suture/rewrite";
import type { Candidates, Stretch } from "../candidates.ts";
import { type Chosen, chosenFrom, sameChoices } from "../chosen.ts";
import type { Level } from "../detection.ts";
import { madeAround, makerAround, sizeAt } from "../maker.ts";
import { wayBack } from "../strip.ts";
import { thresholdsOf } from "../threshold.ts";
import { activationOf, denseBoxes, denseScores } from "./dense.ts";

/** Candidates are anchors with their best class: score = ReduceMax(scores), class = ArgMax(scores). */
export function bestClass(site: Site, stretches: readonly Stretch[]): Candidates | undefined {
	const levels: Level[] = [];
	const thresholds: (number | undefined)[] = [];
	const unclear = new Set<string>();
	const compared = new Set<string>();
	for (const { boxes, scores, classes } of stretches) {
		const score = chosenFrom(site, scores);
		const all = mostOf(site, score.from);
		const box = chosenFrom(site, boxes);
		if (all === undefined || !sameChoices(box.choices, score.choices)) return undefined;
		if (classes !== undefined && !isArgument(site, classes, all, score)) return undefined;
		const [boxesOfAll, scoresOfAll] = [denseBoxes(site, box.from), denseScores(site, all)];
		if (!boxesOfAll || !scoresOfAll) return undefined;
		const { scoreThreshold, others, ...threshold } = thresholdsOf(site, score.choices, score.from);
		thresholds.push(scoreThreshold);
		for (const other of others) unclear.add(other);
		for (const value of threshold.compared) compared.add(value);
		levels.push({ boxes: boxesOfAll, scores: scoresOfAll, activation: activationOf(site, scoresOfAll) });
	}
	const [first] = levels;
	const count = first && sizeAt(site, first.scores.value, -1);
	if (count === undefined || levels.some(({ scores }) => sizeAt(site, scores.value, -1) !== count)) return undefined;
	const [scoreThreshold] = thresholds;
	if (thresholds.some((one) => one !== scoreThreshold)) return undefined;
	const classes = { first: 0, end: count, count };
	return {
		form: "best class",
		entry: { levels, coding: "corners", classes, classOffset: 0, boxesByClass: false },
		scoreThreshold,
		compared: [...compared],
		unclear: [...unclear],
	};
}

/** The scores of all classes of which a value is the largest. */
export function mostOf(site: Site, value: string): string | undefined {
	for (const at of wayBack(site, value)) {
		const node = makerAround(site, at);
		if (node?.opType === "ReduceMax" && isLastAxis(site, node, reducedAxis(site, node))) return node.inputs[0];
		if (node?.opType === "Max") return undefined;
	}
	return undefined;
}

export function isArgument(site: Site, list: string, scores: string, { choices }: Pick<Chosen, "choices">): boolean {
	const chosen = chosenFrom(site, list);
	if (!sameChoices(chosen.choices, choices)) return false;
	for (const at of wayBack(site, chosen.from)) {
		const node = madeAround(site, at, "ArgMax");
		if (node) return node.inputs[0] === scores && isLastAxis(site, node, integerOf(site, node, "axis") ?? 0);
	}
	return false;
}

function reducedAxis(site: Site, node: Node): number | undefined {
	const axes = integersOf(node, "axes") ?? numbersAt(site, node.inputs[1]);
	return axes?.length === 1 ? axes[0] : undefined;
}

function isLastAxis(site: Site, node: Node, axis: number | undefined): boolean {
	const rank = rankAt(site, node.inputs[0]);
	return axis !== undefined && rank !== undefined && (axis === -1 || axis === rank - 1);
}
