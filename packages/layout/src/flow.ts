import type { End, Item, Wire } from "./frame.ts";
import { isPort } from "./frame.ts";
import type { Part } from "./parts.ts";

/** How a part's longest ways run. */
export interface Flow {
	/** Nothing leads to the item, and it is not a port. */
	isSource(item: Item): boolean;
	/** No longer way leads to the end's item than the one through this wire. */
	isLongestInto(wire: Wire, end: Item): boolean;
	/** No longer way leads on from the wire's source than the one through this item. */
	isLongestOutOf(wire: Wire, end: Item): boolean;
}

/** Measures, in px of boxes, the longest way from the top down to each item and from it to the bottom. O(ends). */
export function flowOf({ wires }: Part, ranks: ReadonlyMap<Item, number>, back: ReadonlySet<End>): Flow {
	const above = new Map<Item, number>();
	const below = new Map<Item, number>();
	// Nothing is known of the way to a port but when its value is made; far less than a px, it decides only among ports.
	for (const { from } of wires) if (from.item.kind === "in") above.set(from.item, 1e-3 * from.item.recency);
	const fed = new Set<Item>();
	const rankOf = (item: Item): number =>
		item.kind === "in" ? Number.NEGATIVE_INFINITY : (ranks.get(item) ?? Number.POSITIVE_INFINITY);
	// A wire's targets rank below its source, so this order settles each item before it is used.
	const downwards = wires.toSorted((a, b) => compare(rankOf(a.from.item), rankOf(b.from.item)));
	const through = (lengths: ReadonlyMap<Item, number>, item: Item): number =>
		(lengths.get(item) ?? 0) + item.height + 1;
	for (const { from, to } of downwards) {
		for (const end of to) {
			if (back.has(end)) continue;
			fed.add(end.item);
			above.set(end.item, Math.max(above.get(end.item) ?? 0, through(above, from.item)));
		}
	}
	for (const { from, to } of downwards.reverse()) {
		for (const end of to) {
			if (!back.has(end)) below.set(from.item, Math.max(below.get(from.item) ?? 0, through(below, end.item)));
		}
	}
	return {
		isSource: (item) => !isPort(item) && !fed.has(item),
		isLongestInto: ({ from }, end) => through(above, from.item) === above.get(end),
		isLongestOutOf: ({ from }, end) => through(below, end) === below.get(from.item),
	};
}

function compare(a: number, b: number): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
