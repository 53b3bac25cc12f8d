import type { Node } from "@suture/graph";
import { slotOf } from "./commutative.ts";
import { onlyPairs, sharedBy } from "./pair-by.ts";
import type { Maker, Side, Taker } from "./side.ts";

/** How much two nodes must have in common to be taken for the same when their neighbours are. */
export type Likeness = "strict" | "operator";

/** Which nodes of two bodies are the same, as it is being found out. */
export class Matching {
	readonly before: Side;
	readonly after: Side;
	/** The partner of a node of the first side. */
	readonly toAfter: Map<Node, Node> = new Map();
	readonly toBefore: Map<Node, Node> = new Map();
	/** Pairs in the order in which they were found. */
	readonly pairs: [Node, Node][] = [];

	constructor(before: Side, after: Side) {
		this.before = before;
		this.after = after;
	}

	match(a: Node, b: Node): boolean {
		if (this.toAfter.has(a) || this.toBefore.has(b)) return false;
		this.toAfter.set(a, b);
		this.toBefore.set(b, a);
		this.pairs.push([a, b]);
		return true;
	}

	/** How many more pairs there can be. */
	left(): number {
		return Math.min(this.before.nodes.length, this.after.nodes.length) - this.pairs.length;
	}

	leftBefore(): Node[] {
		return this.before.nodes.filter((node) => !this.toAfter.has(node));
	}

	leftAfter(): Node[] {
		return this.after.nodes.filter((node) => !this.toBefore.has(node));
	}

	/** Goes from pairs to their neighbours along equal edges, as far as it leads. Begins at the pair with this number. */
	spread(likeness: Likeness, from: number): void {
		for (let at = from; at < this.pairs.length; at++) {
			const [a, b] = this.pairs[at] as [Node, Node];
			a.outputs.forEach((value, output) => this.spreadToTakers(value, b.outputs[output] ?? "", likeness));
			this.spreadToMakers(a, b, likeness);
		}
	}

	/** Matches who takes a value with who takes what it became. */
	spreadToTakers(value: string, became: string, likeness: Likeness): void {
		if (value === "" || became === "") return;
		const open = ({ takers }: Side, name: string, done: ReadonlyMap<Node, Node>) =>
			(takers.get(name) ?? []).filter(({ node }) => !done.has(node));
		const ones = open(this.before, value, this.toAfter);
		const others = open(this.after, became, this.toBefore);
		if (ones.length === 0 || others.length === 0) return;
		const key = (side: Side) => (taker: Taker) => `${this.keyOf(side, taker.node, likeness)}@${taker.slot}`;
		for (const group of sharedBy(ones, others, key(this.before), key(this.after))) {
			const named = sharedBy(group.before, group.after, ({ node }) => node.name || undefined);
			for (const [one, other] of onlyPairs(named)) this.match(one.node, other.node);
			for (const [one, other] of onlyPairs([group])) this.match(one.node, other.node);
		}
	}

	private spreadToMakers(a: Node, b: Node, likeness: Likeness): void {
		const open = (side: Side, node: Node, done: ReadonlyMap<Node, Node>) =>
			node.inputs.flatMap((value, input) => {
				const maker = side.makers.get(value);
				return maker && !done.has(maker.node) ? [{ ...maker, slot: slotOf(node, input) }] : [];
			});
		const ones = open(this.before, a, this.toAfter);
		const others = ones.length === 0 ? [] : open(this.after, b, this.toBefore);
		if (others.length === 0) return;
		type Fed = Maker & { readonly slot: number };
		const key = (side: Side) => (fed: Fed) => `${this.keyOf(side, fed.node, likeness)}#${fed.output}@${fed.slot}`;
		for (const [one, other] of onlyPairs(sharedBy(ones, others, key(this.before), key(this.after)))) {
			this.match(one.node, other.node);
		}
	}

	private keyOf(side: Side, node: Node, likeness: Likeness): number | undefined {
		return (likeness === "strict" ? side.strictKeys : side.operatorKeys).get(node);
	}
}
