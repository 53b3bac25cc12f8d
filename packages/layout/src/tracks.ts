import { MinHeap } from "./min-heap.ts";

/** A horizontal stretch between two layers, with the vertical ones that meet it from above and from below, by their x. */
export interface Crossbar {
	readonly fromAbove: readonly number[];
	readonly toBelow: readonly number[];
	readonly left: number;
	readonly right: number;
	/** Which track it runs in, counted from the top. */
	track: number;
}

// More than this, and comparing all pairs would be slow while the picture is a thicket in any case.
const MOST_COMPARED = 300;
/** Two vertical stretches drawn over each other look like one line; worth several crossings to avoid. */
const OVERLAP = 8;

export function crossbar(fromAbove: readonly number[], toBelow: readonly number[]): Crossbar {
	let left = Number.POSITIVE_INFINITY;
	let right = Number.NEGATIVE_INFINITY;
	for (const side of [fromAbove, toBelow]) {
		for (const x of side) {
			left = Math.min(left, x);
			right = Math.max(right, x);
		}
	}
	return { fromAbove, toBelow, left, right, track: 0 };
}

/** Gives each crossbar a track so that bars in one track stay `gap` px apart, and the lines that they belong to cross
 *  each other seldom. Returns the number of tracks. O(n²) up to 300 bars, then O(n log n). */
export function assignTracks(bars: readonly Crossbar[], gap: number): number {
	if (bars.length <= MOST_COMPARED) return stack(inOrderOfLeastCrossings(bars, gap), gap);
	// Lines that go left nest without crossing when the leftmost turns first; those that go right, the other way round.
	const toLeft = bars.filter((bar) => !goesRight(bar)).sort((a, b) => a.left - b.left);
	const toRight = bars.filter(goesRight).sort((a, b) => b.right - a.right);
	const above = share(
		toLeft,
		0,
		gap,
		(bar) => bar.left,
		(bar) => bar.right,
	);
	return share(
		toRight,
		above,
		gap,
		(bar) => -bar.right,
		(bar) => -bar.left,
	);
}

function goesRight({ fromAbove, toBelow }: Crossbar): boolean {
	return mean(toBelow) >= mean(fromAbove);
}

/** Tracks for bars sorted by where they begin: the first track that is free there. Returns the next unused track. */
function share(
	bars: readonly Crossbar[],
	firstTrack: number,
	gap: number,
	begin: (bar: Crossbar) => number,
	end: (bar: Crossbar) => number,
): number {
	const freed = new MinHeap<number>();
	let tracks = firstTrack;
	for (const bar of bars) {
		const earliest = freed.peek();
		bar.track = earliest !== undefined && earliest.key + gap <= begin(bar) ? (freed.pop() ?? 0) : tracks++;
		freed.push(end(bar), bar.track);
	}
	return tracks;
}

/** Takes one bar after the other: always the one that the bars left over least want above themselves. */
function inOrderOfLeastCrossings(bars: readonly Crossbar[], gap: number): Crossbar[] {
	if (bars.length < 2) return [...bars];
	const left = new Map(bars.map((bar) => [bar, { objections: 0, wishes: 0 }]));
	for (const [bar, own] of left) {
		for (const other of bars) {
			if (other === bar || !overlap(bar, other, gap)) continue;
			const preference = crossingsWithAbove(other, bar) - crossingsWithAbove(bar, other);
			if (preference > 0) own.wishes += preference;
			else own.objections -= preference;
		}
	}
	const sorted: Crossbar[] = [];
	while (left.size > 0) {
		let first: Crossbar | undefined;
		let best = { objections: Number.POSITIVE_INFINITY, wishes: 0 };
		for (const [bar, own] of left) {
			if (
				own.objections > best.objections ||
				(own.objections === best.objections && own.wishes <= best.wishes && first)
			)
				continue;
			first = bar;
			best = own;
		}
		if (first === undefined) break;
		left.delete(first);
		sorted.push(first);
		for (const [bar, own] of left) {
			if (!overlap(bar, first, gap)) continue;
			const preference = crossingsWithAbove(first, bar) - crossingsWithAbove(bar, first);
			if (preference > 0) own.wishes -= preference;
			else own.objections += preference;
		}
	}
	return sorted;
}

function mean(values: readonly number[]): number {
	let sum = 0;
	for (const value of values) sum += value;
	return values.length === 0 ? 0 : sum / values.length;
}

function overlap(a: Crossbar, b: Crossbar, gap: number): boolean {
	return a.left < b.right + gap && b.left < a.right + gap;
}

/** What it costs to draw `upper` above `lower`. */
function crossingsWithAbove(upper: Crossbar, lower: Crossbar): number {
	let cost = 0;
	for (const x of upper.toBelow) {
		if (x > lower.left && x < lower.right) cost++;
		for (const other of lower.fromAbove) if (Math.abs(x - other) < 2) cost += OVERLAP;
	}
	for (const x of lower.fromAbove) if (x > upper.left && x < upper.right) cost++;
	return cost;
}

/** Each bar as high as the bars taken before it allow. */
function stack(sorted: readonly Crossbar[], gap: number): number {
	let tracks = 0;
	for (const [index, bar] of sorted.entries()) {
		const taken = new Set<number>();
		let track = 0;
		for (const above of sorted.slice(0, index)) {
			if (!overlap(above, bar, gap)) continue;
			taken.add(above.track);
			if (crossingsWithAbove(above, bar) < crossingsWithAbove(bar, above)) track = Math.max(track, above.track + 1);
		}
		while (taken.has(track)) track++;
		bar.track = track;
		tracks = Math.max(tracks, track + 1);
	}
	return tracks;
}
