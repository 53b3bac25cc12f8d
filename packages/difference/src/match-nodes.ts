import { indexOf, type Node } from "@suture/graph";
import type { ValueInfoProto } from "@suture/onnx";
import { slotOf } from "./commutative.ts";
import { matchByWeights } from "./match-by-weights.ts";
import { type Likeness, Matching } from "./matching.ts";
import { onlyPairs, type Shared, sharedBy } from "./pair-by.ts";
import type { Reading } from "./reading.ts";
import type { Side } from "./side.ts";
import { type Anchors, inwardTokens, type Level, outwardTokens } from "./tokens.ts";

/** Inputs and outputs that are the same on both sides. */
export interface Interface {
	readonly inputs: readonly (readonly [ValueInfoProto, ValueInfoProto])[];
	readonly outputs: readonly (readonly [ValueInfoProto, ValueInfoProto])[];
}

/** Finds out which nodes of two bodies are the same. The surest ground comes first, and each pair leads on to its neighbours;
 *  so a name counts for more than a position, and structure for more than a name that something else has now.
 *  Every step is linear in edges, but for sorting, and there is a fixed number of steps. */
export function matchNodes(before: Side, after: Side, ends: Interface, reading: Reading): Matching {
	const matching = new Matching(before, after);
	const names = (pairs: Interface["inputs"]) => new Map(pairs.map(([a, b]) => [a.name ?? "", b.name ?? ""]));
	const search: Search = { matching, ends, inputs: names(ends.inputs), outputs: names(ends.outputs), reading };
	matchOfOneHistory(search);
	for (let round = 1, isWorth = true; round <= 3 && isWorth; round++) {
		const left = matching.left();
		for (const step of steps) if (matching.left() > 0) step(search);
		isWorth = (left - matching.left()) * 50 >= left; // a round that found next to nothing is the last
	}
	matchNamesakes(search, "alone");
	matchReplacedOperators(search);
	spread(search, "operator");
	return matching;
}

const steps: readonly ((search: Search) => void)[] = [
	(search) => matchByStructure(search, "strict"),
	({ matching, reading }) => matchByWeights(matching, reading),
	(search) => matchByStructure(search, "loose"),
	(search) => matchNamesakes(search, "with a neighbour"),
	matchAlikes,
	(search) => spread(search, "operator"),
	matchEquals,
];

interface Search {
	readonly matching: Matching;
	readonly ends: Interface;
	/** Names of inputs and of outputs before, with what they are after. */
	readonly inputs: ReadonlyMap<string, string>;
	readonly outputs: ReadonlyMap<string, string>;
	readonly reading: Reading;
}

/** Two moments of one model share what was not touched. */
function matchOfOneHistory({ matching }: Search): void {
	for (const [a, b] of onlyPairs(sharedBy(matching.before.nodes, matching.after.nodes, (node) => node))) {
		matching.match(a, b);
	}
	const left = sharedBy(matching.leftBefore(), matching.leftAfter(), ({ origin }) => origin);
	for (const [a, b] of onlyPairs(left)) matching.match(a, b);
}

/** By what nodes compute, and by what they are used for, where that is true of just one node on either side. */
function matchByStructure(search: Search, level: Level): void {
	const { inward, outward, both } = tokensFor(search, level);
	matchGroups(search, both, namesakes);
	for (const key of [inward, outward]) matchGroups(search, key, (groups) => onlyPairs(groups).filter(isNamesake));
	for (const key of [both, inward, outward]) matchGroups(search, key, onlyPairs);
}

/** By the same among several that compute the same, when neighbours no longer tell them apart: by names, then in order, since
 *  one is as good as another. But each choice decides its neighbours. */
function matchEquals(search: Search): void {
	const { matching } = search;
	const { inward, outward, both } = tokensFor(search, "strict");
	for (const key of [both, inward, outward]) matchGroups(search, key, namesakes);
	for (const { before, after } of leftGroups(matching, both)) {
		if (before.length !== after.length) continue;
		before.forEach((node, i) => {
			const other = after[i];
			const from = matching.pairs.length;
			if (other && matching.match(node, other)) matching.spread("strict", from);
		});
	}
}

function isNamesake([a, b]: readonly [Node, Node]): boolean {
	return a.name === b.name || a.outputs.join("\n") === b.outputs.join("\n");
}

/** Of nodes with a key those that have the same name, or make the same values. */
function namesakes(groups: readonly Shared<Node>[]): [Node, Node][] {
	return groups.flatMap(({ before, after }) => [
		...onlyPairs(sharedBy(before, after, ({ name }) => name || undefined)),
		...onlyPairs(sharedBy(before, after, ({ outputs }) => outputs.join("\n"))),
	]);
}

type Key = (node: Node) => number | undefined;

function tokensFor(search: Search, level: Level): { inward: Key; outward: Key; both: Key } {
	const inward = tokensOf(search, level, inwardTokens);
	const outward = tokensOf(search, level, outwardTokens);
	// Both fit one number: 2^26 tokens do not fit the memory that a graph of so many nodes leaves.
	return { inward, outward, both: (node) => (inward(node) ?? 0) * 2 ** 26 + (outward(node) ?? 0) };
}

/** Matches by a key among the nodes that are left, then goes on from what was found. */
function matchGroups(
	{ matching }: Search,
	key: (node: Node) => number | string | undefined,
	choose: (groups: readonly Shared<Node>[]) => [Node, Node][],
): void {
	const from = matching.pairs.length;
	for (const [a, b] of choose(leftGroups(matching, key))) matching.match(a, b);
	matching.spread("strict", from);
}

function leftGroups(matching: Matching, key: (node: Node) => number | string | undefined): Shared<Node>[] {
	return sharedBy(matching.leftBefore(), matching.leftAfter(), (node) => key(node) || undefined);
}

function tokensOf(
	{ matching, ends, reading }: Search,
	level: Level,
	make: (side: Side, level: Level, anchors: Anchors, reading: Reading) => Map<Node, number>,
): Key {
	const { intern } = reading;
	const nodes = [new Map<Node, number>(), new Map<Node, number>()] as const;
	matching.pairs.forEach((pair, i) => pair.forEach((node, side) => nodes[side]?.set(node, intern(`pair ${i}`))));
	const values = [new Map<string, number>(), new Map<string, number>()] as const;
	ends.inputs.forEach((pair, i) =>
		pair.forEach(({ name = "" }, side) => values[side]?.set(name, intern(`paired input ${i}`))),
	);
	const outputs = [new Map<ValueInfoProto, number>(), new Map<ValueInfoProto, number>()] as const;
	ends.outputs.forEach((pair, i) => pair.forEach((value, side) => outputs[side]?.set(value, i)));
	const [before, after] = [matching.before, matching.after].map((one, side) => {
		const found = outputs[side];
		const anchors = {
			nodes: nodes[side] ?? new Map(),
			values: values[side] ?? new Map(),
			outputs: one.body.outputs.map((value) => found?.get(value) ?? -1),
		};
		return make(one, level, anchors, reading);
	});
	return (node) => before?.get(node) ?? after?.get(node);
}

/** By name and operator, or by what they make: where a neighbour agrees, or, when nothing better is left, at least none
 *  has found another partner. */
function matchNamesakes(search: Search, ground: "with a neighbour" | "alone"): void {
	const { matching } = search;
	const keys = [
		(node: Node) => node.name && `${node.name} ${operatorKey(matching, node)}`,
		(node: Node) => node.outputs[0] && `${node.outputs[0]} ${operatorKey(matching, node)}`,
	];
	for (const key of keys) {
		const from = matching.pairs.length;
		for (const [a, b] of onlyPairs(leftGroups(matching, key))) {
			const { agreeing, disagreeing } = neighbours(search, a, b);
			const sameKind = matching.before.strictKeys.get(a) === matching.after.strictKeys.get(b);
			if (agreeing > 0 || (ground === "alone" && (disagreeing === 0 || sameKind))) matching.match(a, b);
		}
		matching.spread("strict", from);
	}
}

function operatorKey(matching: Matching, node: Node): number | undefined {
	return matching.before.operatorKeys.get(node) ?? matching.after.operatorKeys.get(node);
}

/** How many edges of two nodes lead to the same, and how many of the first one's that could do not. */
function neighbours(
	{ matching, inputs, outputs }: Search,
	a: Node,
	b: Node,
): { agreeing: number; disagreeing: number } {
	const { before, after, toAfter } = matching;
	let [agreeing, disagreeing] = [0, 0];
	const count = (holds: boolean) => {
		if (holds) agreeing++;
		else disagreeing++;
	};
	const sources = new Set(b.inputs.map((value, input) => `${slotOf(b, input)} ${sourceOf(after, value)}`));
	a.inputs.forEach((value, input) => {
		const maker = before.makers.get(value);
		const partner = maker && toAfter.get(maker.node);
		const given = inputs.get(value);
		const outer = maker ? undefined : before.outside(value)?.token;
		const source =
			partner && maker
				? `node ${partner.id}#${maker.output}`
				: given !== undefined
					? `value ${given}`
					: outer === undefined
						? undefined
						: `outside ${outer}`;
		if (source !== undefined) count(sources.has(`${slotOf(a, input)} ${source}`));
	});
	a.outputs.forEach((value, output) => {
		const now = b.outputs[output] ?? "";
		const takers = new Set((after.takers.get(now) ?? []).map(({ node, slot }) => `${node.id}@${slot}`));
		for (const { node, slot } of before.takers.get(value) ?? []) {
			const partner = toAfter.get(node);
			if (partner) count(takers.has(`${partner.id}@${slot}`));
		}
		const end = outputs.get(value);
		if (end !== undefined) count(end === now);
	});
	return { agreeing, disagreeing };
}

/** Where a value of a body comes from, in words that compare. */
function sourceOf(side: Side, value: string): string {
	const maker = side.makers.get(value);
	if (maker) return `node ${maker.node.id}#${maker.output}`;
	const outer = side.outside(value)?.token;
	return outer === undefined || indexOf(side.body).definitions.has(value) ? `value ${value}` : `outside ${outer}`;
}

/** By what a node is and what is around it, where there is just one such on either side. */
function matchAlikes(search: Search): void {
	const { matching } = search;
	const around = (side: Side, node: Node) => {
		const makers = node.inputs.map((value) => side.operatorKeys.get(side.makers.get(value)?.node ?? node));
		const takers = node.outputs.flatMap((value) =>
			(side.takers.get(value) ?? []).map((taker) => side.operatorKeys.get(taker.node)),
		);
		return `${side.strictKeys.get(node)} (${makers.join()}) (${takers.sort().join()})`;
	};
	const from = matching.pairs.length;
	const groups = sharedBy(
		matching.leftBefore(),
		matching.leftAfter(),
		(node) => around(matching.before, node),
		(node) => around(matching.after, node),
	);
	for (const [a, b] of onlyPairs(groups)) matching.match(a, b);
	matching.spread("strict", from);
}

/** A node that has another operator now keeps its name, or what it makes, and neighbours. */
function matchReplacedOperators(search: Search): void {
	const { matching } = search;
	for (const key of [(node: Node) => node.name, (node: Node) => node.outputs.join("\n")]) {
		for (const [a, b] of onlyPairs(leftGroups(matching, key))) {
			if (neighbours(search, a, b).agreeing > 0) matching.match(a, b);
		}
	}
}

/** Goes on from all pairs, and from inputs. */
function spread({ matching, ends }: Search, likeness: Likeness): void {
	for (const [{ name: before = "" }, { name: after = "" }] of ends.inputs) {
		matching.spreadToTakers(before, after, likeness);
	}
	matching.spread(likeness, 0);
}
