import type { Trunk } from "./layers.ts";
import { MinHeap } from "./min-heap.ts";
import { type Crossbar, crossbar } from "./tracks.ts";

/** The way of a wire to ends that it cannot reach through the layers: out of the gap below its source to a vertical lane
 *  beside everything, and from there into the gap above each target. */
export interface Lane {
	readonly trunk: Trunk;
	/** The gaps (numbers of the layers above them) where it leaves and where it comes back. */
	readonly sourceGap: number;
	readonly targetGaps: readonly number[];
	/** The highest and the lowest of these gaps. */
	readonly first: number;
	readonly last: number;
	x: number;
}

/** Lanes for all ends of the trunk that got no cells; lanes that do not meet share an x, beginning at `beside`. */
export function placeLanes(trunks: readonly Trunk[], beside: number, gap: number): Map<Trunk, Lane> {
	const lanes: Lane[] = [];
	for (const trunk of trunks) {
		const targetGaps: number[] = [];
		for (const { target, link } of trunk.arrivals) if (link === undefined) targetGaps.push(target.layer - 1);
		if (targetGaps.length === 0) continue;
		const sourceGap = trunk.source.layer;
		let first = sourceGap;
		let last = sourceGap;
		for (const target of targetGaps) {
			first = Math.min(first, target);
			last = Math.max(last, target);
		}
		lanes.push({ trunk, sourceGap, targetGaps: [...new Set(targetGaps)], first, last, x: beside });
	}
	lanes.sort((a, b) => a.first - b.first);
	const freed = new MinHeap<number>();
	let places = 0;
	for (const lane of lanes) {
		const earliest = freed.peek();
		const place = earliest !== undefined && earliest.key < lane.first ? (freed.pop() ?? 0) : places++;
		lane.x = beside + gap * (place + 1);
		freed.push(lane.last, place);
	}
	return new Map(lanes.map((lane) => [lane.trunk, lane]));
}

/** The crossbar where a lane leaves the source or comes back to targets in a gap. */
export function laneBar({ trunk, sourceGap, first, last, x }: Lane, gap: number): Crossbar {
	const fromAbove = sourceGap === gap ? [trunk.source.x + trunk.start.dx] : [];
	const toBelow: number[] = [];
	for (const { target, attachment, link } of trunk.arrivals) {
		if (link === undefined && target.layer === gap + 1) toBelow.push(target.x + attachment.dx);
	}
	if (first < gap) fromAbove.push(x);
	if (last > gap) toBelow.push(x);
	return crossbar(fromAbove, toBelow);
}
