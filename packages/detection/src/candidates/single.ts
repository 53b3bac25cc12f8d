import { rankAt, type Site } from "@suture/rewrite";
import type { Candidates, Stretch } from "../candidates.ts";
import { chosenFrom, sameChoices } from "../chosen.ts";
import type { Dense, Level } from "../detection.ts";
import { ofRank } from "../strip.ts";
import { thresholdsOf } from "../threshold.ts";
import { activationOf, denseBoxes } from "./dense.ts";

/** One score an anchor: there is one class, or what suppresses itself is something else than a class. */
export function single(site: Site, stretches: readonly Stretch[]): Candidates | undefined {
	const levels: Level[] = [];
	const thresholds: (number | undefined)[] = [];
	const unclear = new Set<string>();
	const compared = new Set<string>();
	for (const stretch of stretches) {
		const score = chosenFrom(site, stretch.scores);
		const box = chosenFrom(site, stretch.boxes);
		if (!sameChoices(score.choices, box.choices)) return undefined;
		const boxes = denseBoxes(site, box.from);
		const list = rankAt(site, score.from) === 1 ? score.from : ofRank(site, score.from, 1);
		if (!boxes || list === undefined) return undefined;
		const scores: Dense = { value: list, layout: "N", copies: [] };
		const { scoreThreshold, others, ...threshold } = thresholdsOf(site, score.choices, score.from);
		thresholds.push(scoreThreshold);
		for (const other of others) unclear.add(other);
		for (const value of threshold.compared) compared.add(value);
		levels.push({ boxes, scores, activation: activationOf(site, scores) });
	}
	const [scoreThreshold] = thresholds;
	if (levels.length === 0 || thresholds.some((one) => one !== scoreThreshold)) return undefined;
	const hasGroups = stretches.some(({ classes }) => classes !== undefined);
	return {
		form: hasGroups ? "groups" : "plain",
		entry: { levels, coding: "corners", classes: { first: 0, end: 1, count: 1 }, classOffset: 0, boxesByClass: false },
		scoreThreshold,
		compared: [...compared],
		unclear: [...unclear],
	};
}
