import type { Node } from "@suture/graph";
import type { MatchedValues } from "./match-values.ts";
import type { Matching } from "./matching.ts";
import type { Side } from "./side.ts";

/** Nodes that went and came at one place. Both: a replacement. Only one: something was taken out, or put in. */
export interface Region {
	/** In an order in which they can run; constants that only they take stand first. */
	readonly removed: readonly Node[];
	readonly added: readonly Node[];
}

/** The nodes without a partner, those together that are connected, or whose outputs stand for each other. */
export function regionsOf(matching: Matching, matched: MatchedValues): Region[] {
	const { before, after, toAfter, toBefore } = matching;
	const sets = new DisjointSets<string>();
	const [removed, added] = [matching.leftBefore(), matching.leftAfter()];
	const keyBefore = (node: Node) => `- ${node.id}`;
	const keyAfter = (node: Node) => `+ ${node.id}`;
	connect(before, removed, toAfter, keyBefore, sets);
	connect(after, added, toBefore, keyAfter, sets);
	const link = (value: string, now: string) => {
		const [one, other] = [before.makers.get(value)?.node, after.makers.get(now)?.node];
		if (one && other && !toAfter.has(one) && !toBefore.has(other)) sets.join(keyBefore(one), keyAfter(other));
	};
	for (const value of matched.replaced) link(value, matched.values.toAfter.get(value) ?? "");
	for (const inputs of matched.aligned.values()) for (const input of inputs) link(input.before, input.after);
	const regions = new Map<string, { removed: Node[]; added: Node[] }>();
	const regionOf = (key: string) => {
		const root = sets.rootOf(key);
		const known = regions.get(root) ?? { removed: [], added: [] };
		regions.set(root, known);
		return known;
	};
	for (const node of removed) regionOf(keyBefore(node)).removed.push(node);
	for (const node of added) regionOf(keyAfter(node)).added.push(node);
	for (const node of constantsLeft(before, toAfter)) {
		const region = onlyRegion(before, node, toAfter, (taker) => regionOf(keyBefore(taker)));
		if (region) region.removed.unshift(node);
	}
	for (const node of constantsLeft(after, toBefore)) {
		const region = onlyRegion(after, node, toBefore, (taker) => regionOf(keyAfter(taker)));
		if (region) region.added.unshift(node);
	}
	return [...regions.values()];
}

function connect(
	side: Side,
	nodes: readonly Node[],
	partners: ReadonlyMap<Node, Node>,
	keyOf: (node: Node) => string,
	sets: DisjointSets<string>,
): void {
	for (const node of nodes) {
		for (const value of node.inputs) {
			const maker = side.makers.get(value)?.node;
			if (maker && !partners.has(maker)) sets.join(keyOf(node), keyOf(maker));
		}
	}
}

/** Constant nodes without a partner. */
export function constantsLeft(side: Side, partners: ReadonlyMap<Node, Node>): Node[] {
	const computed = new Set(side.nodes);
	return side.body.nodes.filter((node) => !computed.has(node) && !partners.has(node));
}

function onlyRegion<R>(
	side: Side,
	constant: Node,
	partners: ReadonlyMap<Node, Node>,
	regionOf: (taker: Node) => R,
): R | undefined {
	const takers = (side.takers.get(constant.outputs[0] ?? "") ?? []).map(({ node }) => node);
	if (takers.length === 0 || takers.some((taker) => partners.has(taker))) return undefined;
	const [region, ...others] = new Set(takers.map(regionOf));
	return others.length === 0 ? region : undefined;
}

/** Sets that grow together (union-find with path halving). */
class DisjointSets<T> {
	private readonly parents = new Map<T, T>();

	rootOf(one: T): T {
		let at = one;
		for (;;) {
			const parent = this.parents.get(at) ?? at;
			if (parent === at) return at;
			const above = this.parents.get(parent) ?? parent;
			this.parents.set(at, above);
			at = above;
		}
	}

	join(one: T, other: T): void {
		const [a, b] = [this.rootOf(one), this.rootOf(other)];
		if (a !== b) this.parents.set(a, b);
	}
}
