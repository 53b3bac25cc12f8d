import { type Edit, type Graph, sentenceOf } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { sentenceOfMerge } from "./sentence-of-merge.ts";
import { sentenceOfPlaces } from "./sentence-of-places.ts";
import { graphAt, type Timeline } from "./timeline.ts";

/** A step in the list of steps. */
export interface StepLine {
	readonly sentence: string;
	readonly isOn: boolean;
	/** What its edits met where it stands now. */
	readonly problems: readonly Problem[];
}

/** The steps as a person reads them. */
export function stepLines(timeline: Timeline): StepLine[] {
	return timeline.steps.map(({ edits, isOn, problems }, i) => ({
		sentence: sentenceOfStep(edits, graphAt(timeline, i)),
		isOn,
		problems: problems.map(({ problem }) => problem),
	}));
}

/** What a step did, by its first edits. Declared types that only follow what else was changed go without saying. */
function sentenceOfStep(edits: readonly Edit[], before: Graph): string {
	const first = edits.findIndex(({ do: name }) => name !== "set-types");
	const told = first < 0 ? edits : edits.filter(({ do: name }) => name !== "set-types");
	const [one, two, ...more] = told;
	if (!one) return "Nothing";
	const sum = sentenceOfMerge(told, before) ?? sentenceOfPlaces(told, before);
	if (sum !== undefined) return sum;
	const sentence = sentenceOf(one, before);
	if (!two) return sentence;
	return more.length === 0
		? `${sentence}, ${lowered(sentenceOf(two, before))}`
		: `${sentence}, and ${more.length + 1} more edits`;
}

function lowered(sentence: string): string {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
