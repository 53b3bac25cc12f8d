import type { Item } from "./frame.ts";

/** The first and the last layer that an item takes up. */
interface LayerRange {
	readonly first: number;
	readonly last: number;
}

export interface ItemLayers {
	readonly count: number;
	readonly of: ReadonlyMap<Item, LayerRange>;
}

/** Turns levels into layers. Levels at which no item starts are left out, so a tall item beside which nothing happens takes
 *  up one layer. The first and the last layer are those of the ports. O(items · log items). */
export function itemLayers(
	items: readonly Item[],
	ranks: ReadonlyMap<Item, number>,
	spanOf: (item: Item) => number,
): ItemLayers {
	const starts = [...new Set(ranks.values())].sort((a, b) => a - b);
	const count = starts.length + 2;
	const firstAtOrAfter = (rank: number): number => {
		let low = 0;
		let high = starts.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((starts[middle] ?? rank) < rank) low = middle + 1;
			else high = middle;
		}
		return low + 1;
	};
	const of = new Map<Item, LayerRange>();
	for (const item of items) {
		const rank = ranks.get(item);
		if (item.kind === "in") of.set(item, { first: 0, last: 0 });
		else if (rank === undefined) of.set(item, { first: count - 1, last: count - 1 });
		else of.set(item, { first: firstAtOrAfter(rank), last: firstAtOrAfter(rank + spanOf(item)) - 1 });
	}
	return { count, of };
}
