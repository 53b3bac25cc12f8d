import { type Column, makeColumns, type Separation } from "./columns.ts";
import type { Cell, Link } from "./layers.ts";
import type { Spacing } from "./spacing.ts";

/** How wide a part may become for the sake of straight lines: this many times its widest layer, and some px more. */
const STRETCH = 1.5;
const ALLOWANCE = 500;
const ROUNDS = 8;
// Layers of a column to look at for the best place to cut; keeps very long columns from costing the square of their length.
const FARTHEST_LOOK = 200;

/** Columns, cut as often as it takes to keep the part from growing too wide. A straight column is a lever: pushed to the
 *  right in one layer, it pushes in another, and in repeated blocks the pushes add up to a staircase. Where one leads
 *  too far, everything is cut in the gap between layers where that bends the fewest lines, so that what is below can
 *  move back. Cuts the gaps in `cuts` in any case, and adds those that it finds. O(rounds · cells). */
export function columnsOfModestWidth(
	layers: readonly (readonly Cell[])[],
	straight: Set<Link>,
	weights: ReadonlyMap<Link, number>,
	cuts: Set<number>,
	spacing: Spacing,
): Column[] {
	const limit = STRETCH * widestLayer(layers, spacing) + ALLOWANCE;
	for (const gap of cuts) cut(layers[gap], straight);
	let columns = makeColumns(layers, straight, spacing);
	const gapWeights = layers.map((layer, gap) =>
		cuts.has(gap) ? Number.POSITIVE_INFINITY : weightBelow(layer, straight, weights),
	);
	for (let round = 0; round < ROUNDS; round++) {
		const gaps = gapsToCut(columns, gapWeights, limit);
		if (gaps.size === 0) break;
		for (const gap of gaps) {
			cut(layers[gap], straight);
			cuts.add(gap);
			gapWeights[gap] = Number.POSITIVE_INFINITY;
		}
		columns = makeColumns(layers, straight, spacing);
	}
	return columns;
}

/** Lets everything but tall items go its own way below a layer. */
function cut(layer: readonly Cell[] | undefined, straight: Set<Link>): void {
	for (const { down } of layer ?? []) for (const link of down) if (link.wire !== undefined) straight.delete(link);
}

/** What it costs to cut everything below a layer. Tall items cannot be cut, so the gain is small beside them. */
function weightBelow(layer: readonly Cell[], straight: ReadonlySet<Link>, weights: ReadonlyMap<Link, number>): number {
	let sum = 0;
	for (const { down } of layer) for (const link of down) if (straight.has(link)) sum += weights.get(link) ?? 0;
	return sum;
}

function widestLayer(layers: readonly (readonly Cell[])[], spacing: Spacing): number {
	let widest = 0;
	for (const layer of layers) {
		let width = 0;
		for (const { item, halfWidth } of layer)
			width += 2 * halfWidth + (item === undefined ? spacing.lineGap : spacing.nodeGap);
		widest = Math.max(widest, width);
	}
	return widest;
}

/** The part of a staircase since the last cut. */
interface Stretch {
	readonly start: number;
	/** The lightest gap that it comes through; undefined where it only runs along a layer. */
	readonly gap: number | undefined;
}

/** For every staircase that leads too far, one gap in each stretch of it that is half the limit wide. */
function gapsToCut(columns: readonly Column[], weights: readonly number[], limit: number): Set<number> {
	const { x, pushedBy } = pushedToTheLeft(columns);
	const onTheWay = new Set<Column>();
	for (const end of columns) {
		if ((x.get(end) ?? 0) + end.widest.right <= limit) continue;
		for (let column: Column | undefined = end; column !== undefined && !onTheWay.has(column); ) {
			onTheWay.add(column);
			column = pushedBy.get(column)?.left;
		}
	}
	const cuts = new Set<number>();
	const stretches = new Map<Column, Stretch>();
	for (const column of columns) {
		if (!onTheWay.has(column)) continue;
		const here = x.get(column) ?? 0;
		const pushed = pushedBy.get(column);
		const pusher = pushed === undefined ? undefined : pushedBy.get(pushed.left);
		const before = pushed === undefined ? undefined : stretches.get(pushed.left);
		const start = before?.start ?? here;
		let gap = before?.gap;
		if (pushed !== undefined && pusher !== undefined) gap = lightestGap(gap, pusher.layer, pushed.layer, weights);
		const isWide = gap !== undefined && here - start > limit / 2;
		if (isWide && gap !== undefined) cuts.add(gap);
		stretches.set(column, isWide ? { start: here, gap: undefined } : { start, gap });
	}
	return cuts;
}

/** How far left each column could go, and which separation keeps it from going further. */
function pushedToTheLeft(columns: readonly Column[]): {
	readonly x: ReadonlyMap<Column, number>;
	readonly pushedBy: ReadonlyMap<Column, Separation>;
} {
	const x = new Map<Column, number>();
	const pushedBy = new Map<Column, Separation>();
	for (const column of columns) {
		let furthest = -column.widest.left;
		for (const separation of column.left) {
			const least = (x.get(separation.left) ?? 0) + separation.distance;
			if (least <= furthest) continue;
			furthest = least;
			pushedBy.set(column, separation);
		}
		x.set(column, furthest);
	}
	return { x, pushedBy };
}

/** The lightest of `best` and the gaps between two layers of a column. */
function lightestGap(best: number | undefined, a: number, b: number, weights: readonly number[]): number | undefined {
	const from = Math.min(a, b);
	const to = Math.min(Math.max(a, b), from + FARTHEST_LOOK);
	let lightest = best;
	let least = best === undefined ? Number.POSITIVE_INFINITY : (weights[best] ?? 0);
	for (let gap = from; gap < to; gap++) {
		const weight = weights[gap] ?? 0;
		if (weight >= least) continue;
		lightest = gap;
		least = weight;
	}
	return lightest;
}
