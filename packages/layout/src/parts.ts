import type { Frame, Item, Wire } from "./frame.ts";

/** Items that wires connect, with those wires. */
export interface Part {
	readonly items: readonly Item[];
	readonly wires: readonly Wire[];
}

/** The connected parts of a frame, in the order of their first items. Costs O(items + ends), nearly. */
export function partsOfFrame({ items, wires }: Frame): Part[] {
	const leaders = Array.from(items, (item) => item.index);
	const leaderOf = (index: number): number => {
		let at = index;
		for (;;) {
			const next = leaders[at] ?? at;
			if (next === at) return at;
			// Halving the path on the way keeps later look-ups short.
			leaders[at] = leaders[next] ?? next;
			at = next;
		}
	};
	for (const { from, to } of wires) {
		for (const end of to) {
			const a = leaderOf(from.item.index);
			const b = leaderOf(end.item.index);
			leaders[Math.max(a, b)] = Math.min(a, b);
		}
	}
	const parts = new Map<number, { items: Item[]; wires: Wire[] }>();
	for (const item of items) {
		const leader = leaderOf(item.index);
		const part = parts.get(leader);
		if (part === undefined) parts.set(leader, { items: [item], wires: [] });
		else part.items.push(item);
	}
	for (const wire of wires) parts.get(leaderOf(wire.from.item.index))?.wires.push(wire);
	return [...parts.values()];
}
