import type { Cell, Link } from "./layers.ts";
import { isBranch } from "./link-weights.ts";

/** Chooses the links to be drawn as one vertical stroke: in each gap between layers the heaviest set of links that neither
 *  cross nor share a cell. What runs through a tall item is always chosen. O(links · log links). */
export function straightLinks(layers: readonly (readonly Cell[])[], weights: ReadonlyMap<Link, number>): Set<Link> {
	const chosen = new Set<Link>();
	for (const [index, upper] of layers.entries()) {
		const lower = layers[index + 1];
		if (lower === undefined) continue;
		for (let each = heaviestInGap(upper, lower, weights); each !== undefined; each = each.before) chosen.add(each.link);
	}
	return chosen;
}

interface Candidate {
	readonly link: Link;
	/** Weight of the best set that ends with this link. */
	readonly sum: number;
	readonly before: Candidate | undefined;
}

/** The last link of the heaviest sequence of links whose places increase at both ends. `best` is a Fenwick tree of maxima
 *  over lower places. */
function heaviestInGap(
	upper: readonly Cell[],
	lower: readonly Cell[],
	weights: ReadonlyMap<Link, number>,
): Candidate | undefined {
	const best: (Candidate | undefined)[] = new Array(lower.length + 1);
	const bestUpTo = (place: number): Candidate | undefined => {
		let found: Candidate | undefined;
		for (let at = place; at > 0; at -= at & -at) found = heavier(best[at], found);
		return found;
	};
	for (const cell of upper) {
		const candidates: Candidate[] = [];
		for (const link of cell.down) {
			if (isBranch(link)) continue;
			const before = bestUpTo(link.lower.place);
			candidates.push({ link, sum: (weights.get(link) ?? 0) + (before?.sum ?? 0), before });
		}
		for (const each of candidates) {
			for (let at = each.link.lower.place + 1; at <= lower.length; at += at & -at) best[at] = heavier(best[at], each);
		}
	}
	return bestUpTo(lower.length);
}

function heavier(a: Candidate | undefined, b: Candidate | undefined): Candidate | undefined {
	if (a === undefined) return b;
	return b === undefined || a.sum >= b.sum ? a : b;
}
