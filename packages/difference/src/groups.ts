import { indexOf, type Node } from "@suture/graph";
import type { BodyDifference } from "./difference.ts";
import type { NodeChange } from "./node-changes.ts";
import { operatorName } from "./node-name.ts";
import type { Region } from "./regions.ts";
import { type ChangePhrase, changePhrase } from "./text/change-phrase.ts";

/** How often an operator is among some nodes. */
export interface OperatorCount {
	readonly operator: string;
	readonly times: number;
}

/** Regions of the same operators: what happened at one place, as often as it happened. */
export interface RegionGroup {
	/** In the order in which they run first, constants apart. */
	readonly removed: readonly OperatorCount[];
	readonly added: readonly OperatorCount[];
	readonly regions: readonly Region[];
}

/** Regions that are alike together, those first that come first in the graph. Constant nodes that no region has alone are
 *  regions of their own, unless a changed node takes them or they were initializers: then that says it. */
export function regionGroups({ regions, removed, added, changed, constants }: BodyDifference): RegionGroup[] {
	const inRegions = new Set(regions.flatMap((region) => [...region.removed, ...region.added]));
	const inputs = changed.flatMap((change) => change.inputs);
	const named = [
		new Set([...inputs.map(({ before }) => before), ...constants.map(({ before }) => before.name)]),
		new Set([...inputs.map(({ after }) => after), ...constants.map(({ after }) => after.name)]),
	] as const;
	const isLoose = (values: ReadonlySet<string>) => (node: Node) =>
		!inRegions.has(node) && !values.has(node.outputs[0] ?? "");
	const loose: Region[] = [
		...removed.filter(isLoose(named[0])).map((node) => ({ removed: [node], added: [] })),
		...added.filter(isLoose(named[1])).map((node) => ({ removed: [], added: [node] })),
	];
	const groups = Map.groupBy([...regions, ...loose], (region) =>
		JSON.stringify([operatorCounts(region.removed), operatorCounts(region.added)].map(sorted)),
	);
	return [...groups.values()].map((alike) => ({
		removed: operatorCounts(alike[0]?.removed ?? []),
		added: operatorCounts(alike[0]?.added ?? []),
		regions: alike,
	}));
}

function sorted(counts: readonly OperatorCount[]): OperatorCount[] {
	return counts.toSorted((a, b) => (a.operator < b.operator ? -1 : 1));
}

function operatorCounts(nodes: readonly Node[]): OperatorCount[] {
	const computed = nodes.filter(({ opType }) => opType !== "Constant");
	const counted = computed.length > 0 ? computed : nodes;
	const counts = Map.groupBy(counted, operatorName);
	return Array.from(counts, ([operator, all]) => ({ operator, times: all.length }));
}

/** Nodes that the same happened to. */
export interface ChangeGroup {
	readonly operator: string;
	readonly changes: readonly NodeChange[];
	readonly phrase: string;
	/** What happened to the first one, where it is not the same for all in every detail. */
	readonly example: string | undefined;
}

/** Changed nodes that are alike together. Those that only take what a region makes now, or no longer what it made, are `led`:
 *  the region says it. */
export function changeGroups(body: BodyDifference): { groups: ChangeGroup[]; led: NodeChange[] } {
	const made = new Set(
		[...body.removed, ...body.added].filter(({ opType }) => opType !== "Constant").flatMap(({ outputs }) => outputs),
	);
	const isLed = ({ operator, attributes, inputs, outputs }: NodeChange) =>
		!operator &&
		attributes.length === 0 &&
		outputs.length === 0 &&
		inputs.every(({ before, after }) => isMadeBy(body.before, before, made) || isMadeBy(body.after, after, made));
	const own = body.changed.filter((change) => !isLed(change));
	const phrases = new Map<NodeChange, ChangePhrase>(own.map((change) => [change, changePhrase(change, body)]));
	const generalOf = (change: NodeChange) => phrases.get(change)?.general ?? "";
	const alike = Map.groupBy(own, (change) => JSON.stringify([operatorName(change.before), generalOf(change)]));
	const groups = [...alike.values()].flatMap((changes) => {
		const [one] = changes;
		if (!one) return [];
		const [operator, general] = [operatorName(one.before), generalOf(one)];
		const exact = new Set(changes.map((change) => phrases.get(change)?.exact ?? ""));
		const [first = general] = exact;
		return exact.size === 1
			? { operator, changes, phrase: first, example: undefined }
			: { operator, changes, phrase: general, example: first };
	});
	return { groups, led: body.changed.filter(isLed) };
}

function isMadeBy(body: BodyDifference["before"], value: string, made: ReadonlySet<string>): boolean {
	return made.has(value) && indexOf(body).definitions.get(value)?.by === "node";
}
