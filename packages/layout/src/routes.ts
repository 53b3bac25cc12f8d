import type { Bars } from "./bars.ts";
import type { Route } from "./frame.ts";
import type { Lane } from "./lanes.ts";
import type { Arrival, Cell, Link, Trunk } from "./layers.ts";
import type { Rows } from "./rows.ts";

/** The polylines of a trunk, from the source's bottom to each target's top, by the end's place. They begin with the same
 *  points as far as they share the trunk. O(points). */
export function routesOf(trunk: Trunk, lane: Lane | undefined, bars: Bars, rows: Rows): Route[] {
	const start = [trunk.source.x + trunk.start.dx, bottomOf(trunk.source, rows)];
	// shared[n]: the points down to the n-th cell of the chain; shared[0]: to the source itself.
	const points = start.slice();
	const shared = [points.length];
	for (const cell of trunk.chain) {
		const [link] = cell.up;
		if (link !== undefined) points.push(...turns(link, bars, rows));
		shared.push(points.length);
	}
	let drawn = 0;
	return trunk.arrivals.map((arrival) => {
		const { target, attachment, link } = arrival;
		const end = [target.x + attachment.dx, topOf(target, rows)];
		if (link === undefined) {
			const way = lane === undefined ? [] : laneTurns(lane, arrival, start, bars, rows);
			return {
				points: Float64Array.from([...start, ...way, ...end]),
				drawFrom: 0,
				back: target.layer <= trunk.source.layer,
			};
		}
		const count = shared[link.upper.layer - trunk.source.layer] ?? start.length;
		const last = turns(link, bars, rows);
		const route = new Float64Array(count + last.length + end.length);
		route.set(points.slice(0, count));
		route.set(last, count);
		route.set(end, count + last.length);
		// The point where it turns off lies on the trunk too.
		const onTrunk = count + Math.min(2, last.length);
		const drawFrom = Math.max(0, Math.min(drawn, onTrunk) / 2 - 1);
		drawn = Math.max(drawn, onTrunk);
		return { points: route, drawFrom, back: false };
	});
}

function turns(link: Link, bars: Bars, rows: Rows): number[] {
	const bar = bars.ofLink.get(link);
	if (bar === undefined) return [];
	const { upper, lower, above, below } = link;
	const from = upper.x + above.dx;
	const to = lower.x + below.dx;
	const y = rows.trackY(upper.layer, bar.track);
	return from === to ? [from, y] : [from, y, to, y];
}

function laneTurns(
	lane: Lane,
	{ target, attachment }: Arrival,
	start: readonly number[],
	bars: Bars,
	rows: Rows,
): number[] {
	const gap = target.layer - 1;
	const leaves = bars.ofLane.get(lane)?.get(lane.sourceGap);
	const returns = bars.ofLane.get(lane)?.get(gap);
	const [x] = start;
	if (leaves === undefined || returns === undefined || x === undefined) return [];
	const yLeaves = rows.trackY(lane.sourceGap, leaves.track);
	const yReturns = rows.trackY(gap, returns.track);
	const to = target.x + attachment.dx;
	if (leaves === returns) return [x, yLeaves, to, yLeaves];
	return [x, yLeaves, lane.x, yLeaves, lane.x, yReturns, to, yReturns];
}

function topOf({ item }: Cell, rows: Rows): number {
	return item === undefined ? 0 : (rows.tops.get(item) ?? 0);
}

function bottomOf({ item }: Cell, rows: Rows): number {
	return item === undefined ? 0 : (rows.tops.get(item) ?? 0) + item.height;
}
