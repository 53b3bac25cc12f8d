import { type Lane, laneBar } from "./lanes.ts";
import type { Attachment, Cell, Layers, Link } from "./layers.ts";
import { type Crossbar, crossbar } from "./tracks.ts";

/** The horizontal stretches of all wires. */
export interface Bars {
	/** By the number of the layer above the gap. */
	readonly byGap: readonly Crossbar[][];
	readonly ofLink: ReadonlyMap<Link, Crossbar>;
	/** Where a lane leaves and where it comes back, by gap. */
	readonly ofLane: ReadonlyMap<Lane, ReadonlyMap<number, Crossbar>>;
}

// Less than this, in px, is no step to the side.
const STRAIGHT = 0.5;

/** A bar for each wire in each gap where it does not run straight down. Links of one wire that leave a cell together
 *  share theirs, and so do all links of a comb. O(links). */
export function makeBars({ layers }: Layers, lanes: Iterable<Lane>): Bars {
	const byGap: Crossbar[][] = layers.map(() => []);
	const ofLink = new Map<Link, Crossbar>();
	for (const [gap, layer] of layers.entries()) {
		for (const links of linksThatShare(layer)) {
			const bar = crossbar(links.map(upperX), links.map(lowerX));
			if (bar.right - bar.left < STRAIGHT) continue;
			byGap[gap]?.push(bar);
			for (const link of links) ofLink.set(link, bar);
		}
	}
	const ofLane = new Map<Lane, Map<number, Crossbar>>();
	for (const lane of lanes) {
		const bars = new Map<number, Crossbar>();
		for (const gap of new Set([lane.sourceGap, ...lane.targetGaps])) {
			const bar = laneBar(lane, gap);
			byGap[gap]?.push(bar);
			bars.set(gap, bar);
		}
		ofLane.set(lane, bars);
	}
	return { byGap, ofLink, ofLane };
}

function linksThatShare(layer: readonly Cell[]): Iterable<readonly Link[]> {
	const groups = new Map<Attachment | Cell, Link[]>();
	for (const cell of layer) {
		for (const link of cell.down) {
			const key = link.above.comb ? cell : link.below.comb ? link.lower : link.above;
			const group = groups.get(key);
			if (group === undefined) groups.set(key, [link]);
			else group.push(link);
		}
	}
	return groups.values();
}

function upperX({ upper, above }: Link): number {
	return upper.x + above.dx;
}

function lowerX({ lower, below }: Link): number {
	return lower.x + below.dx;
}
