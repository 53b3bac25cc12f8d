import type { Node, NodeId } from "@suture/graph";
import type { Side } from "./assign-nodes.ts";
import { append, type Flow } from "./flow.ts";

/** Why a node can't be on some side: it is refused (no side), it is wanted on one, or a value may not cross. */
export interface Reason {
	readonly node: Node;
	readonly side: Side | undefined;
	/** A value that has to stay within a part. */
	readonly value: string | undefined;
}

/** What a node has to do with another one through a value. */
interface Link {
	readonly other: NodeId;
	readonly isAbove: boolean;
	/** The value's name, where both must be on one side. */
	readonly fixed: string | undefined;
}

/** Which nodes a node is tied to. Made once, asked often. */
export interface Links {
	readonly of: ReadonlyMap<NodeId, readonly Link[]>;
	/** Whether the second node needs what the first makes, at any distance. */
	reaches(from: NodeId, to: NodeId): boolean;
}

export function linksOf({ values }: Flow): Links {
	const of = new Map<NodeId, Link[]>();
	for (const { name, maker, readers, element } of values) {
		const fixed = element === undefined ? name : undefined;
		for (const reader of readers) {
			append(of, maker.id, { other: reader.id, isAbove: false, fixed });
			append(of, reader.id, { other: maker.id, isAbove: true, fixed });
		}
	}
	const reaches = (from: NodeId, to: NodeId) => {
		const found = new Set([from]);
		for (const id of found) for (const { other, isAbove } of of.get(id) ?? []) if (!isAbove) found.add(other);
		return found.has(to);
	};
	return { of, reaches };
}

/** What took a side from a node: itself, or a node that it is tied to. */
type Cause = { readonly by: "refused" | "wanted" } | { readonly by: "link"; readonly link: Link };

const allSides: readonly Side[] = [0, 1, 2];

/** Takes from each node the sides on which it can't be, until nothing more follows. Since a value may only go from a lower side to a
 *  higher one, there is a division exactly when every node keeps a side; if one does not, `conflict` says what that comes from. */
export function roomFor(
	flow: Flow,
	refused: ReadonlySet<NodeId>,
	wanted: ReadonlyMap<NodeId, Side>,
	links: Links,
): { readonly conflict: readonly Reason[] | undefined } {
	const nodes = new Map(flow.nodes.filter(({ isFree }) => !isFree).map(({ node }) => [node.id, node]));
	const taken = new Map<NodeId, Map<Side, Cause>>();
	const changed: NodeId[] = [];
	const isOpen = (id: NodeId, side: Side) => !taken.get(id)?.has(side);
	const take = (id: NodeId, side: Side, cause: Cause) => {
		const causes = taken.get(id) ?? new Map<Side, Cause>();
		if (causes.has(side)) return;
		taken.set(id, causes.set(side, cause));
		changed.push(id);
	};
	for (const id of nodes.keys()) if (refused.has(id)) take(id, 1, { by: "refused" });
	for (const [id, side] of wanted)
		for (const other of allSides) if (other !== side && nodes.has(id)) take(id, other, { by: "wanted" });
	for (let id = changed.pop(); id !== undefined; id = changed.pop()) {
		const from = id;
		if ((taken.get(id)?.size ?? 0) === allSides.length) return { conflict: reasonsFor(id, nodes, taken, wanted) };
		for (const link of links.of.get(id) ?? []) {
			const back: Link = { ...link, other: from, isAbove: !link.isAbove };
			for (const side of allSides) {
				const isPossible = allSides.some((one) => isOpen(from, one) && fits(one, side, back));
				if (!isPossible) take(link.other, side, { by: "link", link: back });
			}
		}
	}
	return { conflict: undefined };
}

/** Whether a node can be on `side` while the one at the end of its link is on `other`. */
function fits(other: Side, side: Side, { isAbove, fixed }: Link): boolean {
	if (fixed !== undefined) return other === side;
	return isAbove ? other <= side : other >= side;
}

/** What a node without any side left comes from, the nearest first. */
function reasonsFor(
	start: NodeId,
	nodes: ReadonlyMap<NodeId, Node>,
	taken: ReadonlyMap<NodeId, ReadonlyMap<Side, Cause>>,
	wanted: ReadonlyMap<NodeId, Side>,
): readonly Reason[] {
	const reasons = new Map<string, Reason>();
	const seen = new Set<NodeId>([start]);
	for (const id of seen) {
		const node = nodes.get(id);
		for (const [, cause] of taken.get(id) ?? []) {
			if (cause.by === "link") {
				seen.add(cause.link.other);
				const value = cause.link.fixed;
				if (value !== undefined && node) reasons.set(`value ${value}`, { node, side: undefined, value });
			} else if (node) {
				const side = cause.by === "wanted" ? wanted.get(id) : undefined;
				if (side === undefined || !reasons.has(`node ${id}`))
					reasons.set(`node ${id}`, { node, side, value: undefined });
			}
		}
	}
	const all = [...reasons.values()];
	return [...all.filter(({ value }) => value === undefined), ...all.filter(({ value }) => value !== undefined)];
}
