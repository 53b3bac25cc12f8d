import type { End, Item } from "./frame.ts";
import { isPort } from "./frame.ts";
import { connect, minimizeRanks, rankByLongestPath, type Vertex, vertex } from "./network-simplex.ts";
import type { Part } from "./parts.ts";

// Steps per vertex and arc. Real networks need 3 to 11 to reach the optimum.
const EFFORT = 60;

/** A level for each item that is not a port: a wire leads from the bottom of its source, `span` levels below the source's
 *  own, to a target at that level or deeper; back ends the other way round. The trunks of all wires together are as
 *  short as can be, and where a chain may stand higher or lower at no cost, it stands high. */
export function rankItems(
	{ items, wires }: Part,
	back: ReadonlySet<End>,
	spanOf: (item: Item) => number,
): Map<Item, number> {
	const top = vertex();
	const bottom = vertex();
	const vertices: Vertex[] = [];
	const byItem = new Map<Item, Vertex>();
	for (const item of items) {
		if (item.kind === "in") byItem.set(item, top);
		else if (item.kind === "out") byItem.set(item, bottom);
		else {
			const own = vertex();
			byItem.set(item, own);
			vertices.push(own);
		}
	}
	const itemVertices = vertices.length;
	const at = (item: Item): Vertex => {
		const found = byItem.get(item);
		if (found === undefined) throw new Error("A wire of a part ends within the part.");
		return found;
	};
	const span = (item: Item): number => (isPort(item) ? 1 : spanOf(item));
	for (const { from, to } of wires) {
		const source = at(from.item);
		const forward = to.filter((end) => !back.has(end));
		for (const end of to) if (back.has(end)) connect(at(end.item), source, span(end.item), 1);
		const [only] = forward;
		if (forward.length === 1 && only !== undefined) connect(source, at(only.item), span(from.item), 1);
		if (forward.length < 2) continue;
		// The trunk is paid for once, as far as its lowest target.
		const lowest = vertex();
		vertices.push(lowest);
		connect(source, lowest, 0, 1);
		for (const end of forward) {
			connect(source, at(end.item), span(from.item), 0);
			connect(at(end.item), lowest, 0, 0);
		}
	}
	if (top.arcs.length > 0) vertices.push(top);
	if (bottom.arcs.length > 0) vertices.push(bottom);
	rankByLongestPath(vertices);
	minimizeRanks(vertices, EFFORT);
	settle(vertices.slice(0, itemVertices));
	const ranks = new Map<Item, number>();
	for (const [item, { rank }] of byItem) if (!isPort(item)) ranks.set(item, rank);
	return ranks;
}

/** Lets every vertex rise as far as that costs nothing, the highest first, so that chains hang together. */
function settle(vertices: readonly Vertex[]): void {
	for (const each of vertices.toSorted((a, b) => a.rank - b.rank)) {
		let cost = 0;
		let room = Number.POSITIVE_INFINITY;
		for (const { tail, head, length, weight } of each.arcs) {
			if (head === each) {
				room = Math.min(room, each.rank - tail.rank - length);
				cost -= weight;
			} else cost += weight;
		}
		if (cost <= 0 && room < Number.POSITIVE_INFINITY) each.rank -= room;
	}
}
