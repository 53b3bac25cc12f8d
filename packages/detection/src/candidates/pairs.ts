import type { Node } from "@suture/graph";
import { integerOf, numbersAt, rankAt, type Site, uniformAt } from "@suture/rewrite";
import type { Candidates, Stretch } from "../candidates.ts";
import { type Chosen, chosenFrom, chosenPositions, sameChoices } from "../chosen.ts";
import type { Dense, Level } from "../detection.ts";
import { madeAround, makerAround, sizeAt } from "../maker.ts";
import { withoutChoice } from "../row-wise.ts";
import { before, wayBack } from "../strip.ts";
import { thresholdsOf } from "../threshold.ts";
import { activationOf, denseBoxes, denseScores } from "./dense.ts";

/** How a pair's class is known. */
interface Classes {
	/** The pair's position in the flattened scores, where the class is what position modulo classes leaves. */
	readonly position: string | undefined;
	/** First position in the scores that is a class. */
	readonly offset: number;
}

/** Each pair of anchor and class is a candidate: scores [N, C] in one list, the class is the position modulo C. */
export function pairs(site: Site, stretches: readonly Stretch[]): Candidates | undefined {
	const levels: Level[] = [];
	const thresholds: (number | undefined)[] = [];
	const offsets: number[] = [];
	const unclear = new Set<string>();
	const compared = new Set<string>();
	for (const stretch of stretches) {
		const score = chosenFrom(site, stretch.scores);
		const flat = flattened(site, score.from);
		const count = flat === undefined ? undefined : sizeAt(site, flat, -1);
		if (flat === undefined || count === undefined) return undefined;
		const classes = classesOf(site, stretch.classes, score, count);
		const scores = denseScores(site, flat);
		const boxes = classes && scores && boxesOf(site, stretch.boxes, score, count, classes);
		if (!boxes || !scores) return undefined;
		const { scoreThreshold, others, ...threshold } = thresholdsOf(site, score.choices, score.from);
		thresholds.push(scoreThreshold);
		offsets.push(classes.offset);
		for (const other of others) unclear.add(other);
		for (const value of threshold.compared) compared.add(value);
		levels.push({ boxes, scores, activation: activationOf(site, scores) });
	}
	const [first] = levels;
	const [scoreThreshold] = thresholds;
	const [classOffset = 0] = offsets;
	const count = first && sizeAt(site, first.scores.value, -1);
	const boxesByClass = first?.boxes.layout === "NC4" || first?.boxes.layout === "BNC4";
	const isSame = levels.every(
		({ boxes, scores }) => boxes.layout === first?.boxes.layout && sizeAt(site, scores.value, -1) === count,
	);
	if (count === undefined || !isSame || thresholds.some((one) => one !== scoreThreshold)) return undefined;
	if (offsets.some((one) => one !== classOffset)) return undefined;
	return {
		form: "pairs",
		entry: { levels, coding: "corners", classes: { first: 0, end: count, count }, classOffset, boxesByClass },
		scoreThreshold,
		compared: [...compared],
		unclear: [...unclear],
	};
}

/** Scores [N, C] or [1, N, C] of which a value is the flat list. */
function flattened(site: Site, value: string): string | undefined {
	const node = madeAround(site, value, "Reshape", "Flatten");
	const [input] = node?.inputs ?? [];
	const rank = rankAt(site, input);
	if (input === undefined || rankAt(site, value) !== 1 || rank === undefined) return undefined;
	return rank === 2 || (rank === 3 && sizeAt(site, input, 0) === 1) ? input : undefined;
}

function classesOf(site: Site, list: string | undefined, score: Chosen, count: number): Classes | undefined {
	if (list === undefined) return undefined;
	const rest = madeAround(site, list, "Mod");
	if (rest) {
		const [position = "", divisor] = rest.inputs;
		const choices = chosenPositions(site, position);
		if (uniformAt(site, divisor) !== count || !choices || !sameChoices(choices, score.choices)) return undefined;
		return { position, offset: 0 };
	}
	const chosen = chosenFrom(site, list);
	const offset = sameChoices(chosen.choices, score.choices) ? countedFrom(site, chosen.from, count) : undefined;
	return offset === undefined ? undefined : { position: undefined, offset };
}

/** Where a flat list of labels begins that counts up to `count` classes, anchor by anchor. */
function countedFrom(site: Site, list: string, count: number): number | undefined {
	let start = 0;
	const back = (_: Site, at: string) => {
		const node = makerAround(site, at);
		if (node?.opType !== "Slice")
			return node?.opType === "Expand" || node?.opType === "Tile" ? node.inputs[0] : before(site, at);
		const first = firstOfSlice(site, node);
		start += first ?? Number.NaN;
		return node.inputs[0];
	};
	for (const at of wayBack(site, madeAround(site, list, "Reshape")?.inputs[0] ?? "", back)) {
		const numbers = numbersAt(site, at);
		if (numbers) return numbers.every((one, i) => one === i) && numbers.length === start + count ? start : undefined;
	}
	return undefined;
}

/** Where a Slice of the last axis alone begins. */
function firstOfSlice(site: Site, { inputs }: Node): number | undefined {
	const [from, axes] = [numbersAt(site, inputs[1]), numbersAt(site, inputs[3])];
	const isLast = axes?.length === 1 && (axes[0] === -1 || axes[0] === (rankAt(site, inputs[0]) ?? 0) - 1);
	return isLast && from?.length === 1 ? from[0] : undefined;
}

function boxesOf(site: Site, list: string, score: Chosen, count: number, { position }: Classes): Dense | undefined {
	const chosen = chosenFrom(site, list);
	if (chosen.choices.length > 0) {
		if (!sameChoices(chosen.choices, score.choices)) return undefined;
		const input = madeAround(site, chosen.from, "Reshape")?.inputs[0];
		if (input === undefined || sizeAt(site, input, -1) !== 4) return undefined;
		if (count === 1) return denseBoxes(site, input);
		const isByClass = sizeAt(site, input, -2) === count;
		if (!isByClass) return undefined;
		if (rankAt(site, input) === 3) return { value: input, layout: "NC4", copies: [] };
		return rankAt(site, input) === 4 && sizeAt(site, input, 0) === 1
			? { value: input, layout: "BNC4", copies: [] }
			: undefined;
	}
	if (position === undefined) return undefined;
	const all = withoutChoice(site, list, position, (value) => rowsByAnchor(site, value, position, count));
	return all && { value: all.value, layout: "N4", copies: all.copies };
}

/** What a Gather takes the rows of pairs' anchors from. */
function rowsByAnchor(site: Site, value: string, position: string, count: number): string | undefined {
	const gather = madeAround(site, value, "Gather");
	if (!gather || (integerOf(site, gather, "axis") ?? 0) !== 0) return undefined;
	return isAnchor(site, gather.inputs[1] ?? "", position, count) ? gather.inputs[0] : undefined;
}

/** Whether an index is the position divided by the classes, rounded down. */
function isAnchor(site: Site, index: string, position: string, count: number): boolean {
	const isDivision = (node: Node | undefined) =>
		node?.opType === "Div" && node.inputs[0] === position && uniformAt(site, node.inputs[1]) === count;
	for (const at of wayBack(site, index)) {
		const node: Node | undefined = makerAround(site, at);
		if (isDivision(node)) return true;
		if (node?.opType === "Where") {
			// As exporters write it, for positions below 0 too: where the remainder is not 0 there, one less.
			const less = madeAround(site, node.inputs[1], "Sub");
			return isDivision(makerAround(site, node.inputs[2])) && isDivision(makerAround(site, less?.inputs[0]));
		}
	}
	return false;
}
