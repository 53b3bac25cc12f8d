import { indexOf, type Node } from "@suture/graph";
import { type AlignedInput, alignInputs } from "./align-inputs.ts";
import { type Constant, constantKey, constantsOf } from "./constants.ts";
import type { Interface } from "./match-nodes.ts";
import type { Matching } from "./matching.ts";
import { onlyPairs, sharedBy } from "./pair-by.ts";
import { PairedValues } from "./paired-values.ts";
import type { Reading } from "./reading.ts";
import type { Side } from "./side.ts";

/** What became of the values of a body. */
export interface MatchedValues {
	readonly values: PairedValues;
	/** By names before: values that other nodes make now, for the same takers. */
	readonly replaced: ReadonlySet<string>;
	/** Constants that are the same one, whether their contents are or not. */
	readonly constants: readonly (readonly [Constant, Constant])[];
	/** Inputs of matched nodes side by side. */
	readonly aligned: ReadonlyMap<Node, readonly AlignedInput[]>;
	isSame(before: string, after: string): boolean;
}

/** Finds out which values are the same: inputs, what matched nodes make, what takes the place of something for matched
 *  nodes, and constants by who takes them. */
export function matchValues(matching: Matching, ends: Interface, reading: Reading): MatchedValues {
	const values = new PairedValues();
	const isSame = (before: string, after: string) => isSameValue(matching, values, reading, before, after);
	for (const [{ name: before = "" }, { name: after = "" }] of ends.inputs) values.pair(before, after);
	for (const [a, b] of matching.pairs) {
		a.outputs.forEach((value, output) => values.pair(value, b.outputs[output] ?? ""));
	}
	const align = () => new Map(matching.pairs.map(([a, b]) => [a, alignInputs(a, b, isSame)]));
	const first = align();
	const replaced = pairReplaced(matching, ends, first, values);
	const constants = pairConstants(matching, first, values, reading);
	return { values, replaced, constants, aligned: align(), isSame };
}

function isSameValue(
	{ before: one, after: other }: Matching,
	values: PairedValues,
	reading: Reading,
	before: string,
	after: string,
): boolean {
	if (before === "" || after === "") return before === after;
	if (values.toAfter.get(before) === after) return true;
	// One that was shared, or is now, is still the same to those who take it.
	const [a, b] = [one.constantOf(before), other.constantOf(after)];
	if (a && b) return constantKey(a, reading) === constantKey(b, reading);
	const [outer, outerNow] = [one.outside(before), other.outside(after)];
	if (outer || outerNow) return outer?.token === outerNow?.token;
	return before === after && isUnmade(one, before) && isUnmade(other, after);
}

function isUnmade({ body }: Side, value: string): boolean {
	return !indexOf(body).definitions.has(value);
}

/** Pairs values of nodes without a partner that stand at the same places; the names of those before. */
function pairReplaced(
	{ before, after, toAfter, toBefore }: Matching,
	ends: Interface,
	aligned: ReadonlyMap<Node, readonly AlignedInput[]>,
	values: PairedValues,
): Set<string> {
	const isOpen = (value: string) => {
		const maker = before.makers.get(value);
		return maker !== undefined && !toAfter.has(maker.node);
	};
	const isNew = (value: string) => {
		const maker = after.makers.get(value);
		return maker !== undefined && !toBefore.has(maker.node);
	};
	const places = [
		...[...aligned.values()].flat(),
		...ends.outputs.map(([a, b]) => ({ before: a.name ?? "", after: b.name ?? "" })),
	];
	const votes = new Map<string, Set<string>>();
	for (const { before: value, after: now } of places) {
		if (!isOpen(value) || !isNew(now)) continue;
		const known = votes.get(value);
		if (known) known.add(now);
		else votes.set(value, new Set([now]));
	}
	const replaced = new Set<string>();
	for (const [value, all] of votes) {
		const [now = ""] = all;
		if (all.size === 1 && values.pair(value, now)) replaced.add(value);
	}
	for (const value of before.makers.keys()) {
		if (isOpen(value) && isNew(value) && values.pair(value, value)) replaced.add(value);
	}
	return replaced;
}

function pairConstants(
	matching: Matching,
	aligned: ReadonlyMap<Node, readonly AlignedInput[]>,
	values: PairedValues,
	reading: Reading,
): [Constant, Constant][] {
	const own = [constantsOf(matching.before.body), constantsOf(matching.after.body)] as const;
	const pairs: [Constant, Constant][] = [];
	const pair = (a: Constant | undefined, b: Constant | undefined) => {
		if (a && b && values.pair(a.name, b.name)) pairs.push([a, b]);
	};
	const places = [...aligned.values()].flat().flatMap(({ before, after }) => {
		const [a, b] = [own[0].get(before), own[1].get(after)];
		return a && b ? [[a, b] as const] : [];
	});
	const isEqual = (a: Constant, b: Constant) => constantKey(a, reading) === constantKey(b, reading);
	for (const [a, b] of places) if (a.name === b.name) pair(a, b);
	for (const [a, b] of places) if (isEqual(a, b)) pair(a, b);
	for (const [a, b] of places) pair(a, b);
	for (const [name, a] of own[0]) {
		const b = own[1].get(name);
		if (b && ((a.as !== "node" && b.as !== "node") || isEqual(a, b))) pair(a, b);
	}
	const left = sharedBy(
		[...own[0].values()].filter(({ name }) => !values.toAfter.has(name)),
		[...own[1].values()].filter(({ name }) => !values.toBefore.has(name)),
		(one) => constantKey(one, reading),
	);
	for (const [a, b] of onlyPairs(left)) pair(a, b);
	for (const [a, b] of pairs) if (a.as === "node" && b.as === "node") matching.match(a.node, b.node);
	return pairs;
}
