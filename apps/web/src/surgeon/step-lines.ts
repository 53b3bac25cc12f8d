import { type Edit, type Graph, graphAt, sentenceOf, type Timeline } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { sentenceOfMerge } from "./sentence-of-merge.ts";
import { sentenceOfPlaces } from "./sentence-of-places.ts";

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
	const conversion = conversionIn(told, before);
	if (conversion !== undefined) return conversion;
	const [one, two, ...more] = told;
	if (!one) return "Nothing";
	const sum = sentenceOfMerge(told, before) ?? sentenceOfPlaces(told, before);
	if (sum !== undefined) return sum;
	const sentence = sentenceOf(one, before);
	if (!two) return sentence;
	const many = sentenceOfMany(told);
	if (many !== undefined) return many;
	return more.length === 0
		? `${sentence}, ${lowered(sentenceOf(two, before))}`
		: `${sentence}, and ${more.length + 1} more edits`;
}

/** What a conversion to another opset is made of; its last edit says to which. */
const converting: ReadonlySet<Edit["do"]> = new Set([
	"make-constant",
	"remove-attribute",
	"replace-nodes",
	"set-attribute",
	"set-model",
	"set-operator",
	"set-opset",
]);

function conversionIn(edits: readonly Edit[], before: Graph): string | undefined {
	const set = edits.find((one) => one.do === "set-opset" && one.domain === "" && one.in === undefined);
	if (set?.do !== "set-opset" || edits.length < 2 || edits.at(-1)?.do !== "set-opset") return undefined;
	if (!edits.every((one) => converting.has(one.do))) return undefined;
	const from = before.header.opsetImport.find(({ domain = "" }) => domain === "" || domain === "ai.onnx")?.version;
	return `Converted ai.onnx ${from ?? "?"} to ${set.version}`;
}

/** What many edits of the same kinds are together, where there are words for it. */
const ofMany: { readonly [K in Edit["do"]]?: (count: number) => string } = {
	"set-input": (count) => `Connected ${count} inputs`,
	"rename-node": (count) => `Renamed ${count} nodes`,
	"rename-value": (count) => `Renamed ${count} values`,
	"set-operator": (count) => `Changed the operator of ${count} nodes`,
	"set-attribute": (count) => `Set an attribute on ${count} nodes`,
};

/** "Connected 12 inputs, removed 3 initializers": undefined where two edits say it better, or a kind has no words. */
function sentenceOfMany(edits: readonly Edit[]): string | undefined {
	if (edits.length <= 2) return undefined;
	const parts = [...Map.groupBy(edits, (edit) => edit.do)].map(([kind, same]) => {
		if (same.length > 1) return ofMany[kind]?.(same.length);
		const [one] = same;
		return one && sentenceOf(one);
	});
	const [first, second, ...more] = parts;
	if (parts.includes(undefined) || first === undefined || more.length > 0) return undefined;
	return second === undefined ? first : `${first}, ${lowered(second)}`;
}

function lowered(sentence: string): string {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
