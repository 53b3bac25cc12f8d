import type { Cell, Link } from "./layers.ts";

// A line through a tall box hides; it is worse than any number of lines that merely cross.
const BOX_WEIGHT = 40;

export function linkWeight(link: Link): number {
	return link.wire === undefined ? BOX_WEIGHT : 1;
}

/** Gives the cells of a layer their places, from left to right. */
export function numberPlaces(layer: readonly Cell[]): void {
	let place = 0;
	let above = 0;
	let below = 0;
	for (const cell of layer) {
		cell.place = place++;
		cell.firstAbove = above;
		cell.firstBelow = below;
		above += cell.portsAbove;
		below += cell.portsBelow;
	}
}

/** The weighted number of crossings between a layer and the next one. Both must be numbered.
 *  A running tally of where links end makes it O(links · log ports) (Barth, Jünger, Mutzel 2002). */
export function countCrossings(upper: readonly Cell[], lower: readonly Cell[]): number {
	const last = lower.at(-1);
	if (upper.length === 0 || last === undefined) return 0;
	const tally = new Float64Array(last.firstAbove + last.portsAbove + 1);
	let seen = 0;
	let crossings = 0;
	for (const cell of upper) {
		const links = cell.down;
		for (let from = 0; from < links.length; ) {
			// Links that share a port do not cross each other: count them all, then add them all.
			const port = links[from]?.above.port;
			let to = from;
			for (let link = links[to]; link !== undefined && link.above.port === port; link = links[++to]) {
				crossings += linkWeight(link) * (seen - sumUpTo(tally, link.lower.firstAbove + link.below.port));
			}
			for (; from < to; from++) {
				const link = links[from];
				if (link === undefined) break;
				addAt(tally, link.lower.firstAbove + link.below.port, linkWeight(link));
				seen += linkWeight(link);
			}
		}
	}
	return crossings;
}

/** Fenwick tree: the sum of all entries up to and including `index`. */
function sumUpTo(tally: Float64Array, index: number): number {
	let sum = 0;
	for (let at = index + 1; at > 0; at -= at & -at) sum += tally[at] ?? 0;
	return sum;
}

function addAt(tally: Float64Array, index: number, weight: number): void {
	for (let at = index + 1; at < tally.length; at += at & -at) tally[at] = (tally[at] ?? 0) + weight;
}
