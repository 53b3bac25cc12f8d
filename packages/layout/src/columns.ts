import { isPort } from "./frame.ts";
import type { Cell, Link } from "./layers.ts";
import type { Spacing } from "./spacing.ts";

// How far boxes may wander sideways, in px, before a bend in their line is the lesser evil.
const TOLERANCE = 80;

/** Cells that straight links join: they move sideways together. */
export interface Column {
	/** Its number in order of first appearance. */
	readonly id: number;
	readonly cells: Cell[];
	x: number;
	/** The left and right of its widest cell, relative to x. */
	readonly widest: { left: number; right: number };
	/** Links to other columns. */
	readonly pulls: Pull[];
	/** From the columns to its left, and to those to its right. */
	readonly left: Separation[];
	readonly right: Separation[];
}

interface Pull {
	readonly other: Column;
	/** Where x would have to be, relative to the other's x, for the link to be straight. */
	readonly distance: number;
	readonly weight: number;
}

/** `right.x` must be at least `left.x + distance`. */
export interface Separation {
	readonly left: Column;
	readonly right: Column;
	distance: number;
	/** The layer that asks for so much. */
	layer: number;
}

/** Joins cells to columns and says how columns bound each other. Columns come out so that each stands after all that are
 *  to its left. O(links + cells). */
export function makeColumns(
	layers: readonly (readonly Cell[])[],
	straight: ReadonlySet<Link>,
	spacing: Spacing,
): Column[] {
	const columns: Column[] = [];
	for (const layer of layers) {
		for (const cell of layer) joinColumn(cell, straight, columns);
	}
	for (const layer of layers) {
		let left: Cell | undefined;
		for (const cell of layer) {
			if (left !== undefined) separate(left, cell, spacing);
			left = cell;
		}
	}
	return fromLeftToRight(columns);
}

/** Lets the links between columns pull. O(links). */
export function tieColumns(layers: readonly (readonly Cell[])[], weights: ReadonlyMap<Link, number>): void {
	for (const layer of layers) {
		for (const { down } of layer) {
			for (const link of down) if (link.upper.column !== link.lower.column) pull(link, weights.get(link) ?? 1);
		}
	}
}

/** Puts a cell into the column of the cell that it hangs straight from, or else into a new one. */
function joinColumn(cell: Cell, straight: ReadonlySet<Link>, columns: Column[]): void {
	const hangs = cell.up.find((link) => straight.has(link));
	const column = hangs?.upper.column;
	if (hangs !== undefined && column !== undefined) {
		cell.offset = keptTogether(hangs.upper.offset + hangs.above.dx - hangs.below.dx, cell.halfWidth, column);
		cell.column = column;
		column.cells.push(cell);
		return;
	}
	const made: Column = {
		id: columns.length,
		cells: [cell],
		x: 0,
		widest: { left: -cell.halfWidth, right: cell.halfWidth },
		pulls: [],
		left: [],
		right: [],
	};
	cell.column = made;
	cell.offset = 0;
	columns.push(made);
}

/** Wide boxes whose lines enter at one side and leave at the other would form a staircase if every line were straight.
 *  So a box that would stand out from the widest one above it by more than a little moves back; its line gets a bend. */
function keptTogether(offset: number, halfWidth: number, { widest }: Column): number {
	const room = (widest.right - widest.left) / 2 - halfWidth;
	const middle = (widest.left + widest.right) / 2;
	const out = Math.abs(offset - middle) - Math.abs(room);
	const kept = out <= TOLERANCE ? offset : middle + Math.sign(offset - middle) * Math.abs(room);
	if (room < 0) {
		widest.left = kept - halfWidth;
		widest.right = kept + halfWidth;
	}
	return kept;
}

function separate(left: Cell, right: Cell, spacing: Spacing): void {
	if (left.column === undefined || right.column === undefined) return;
	const gap = isLine(left) || isLine(right) ? spacing.lineGap : spacing.nodeGap;
	const distance = left.offset + left.halfWidth + gap + right.halfWidth - right.offset;
	// Two columns are neighbours in a run of layers; one separation then stands for all of them.
	const known = left.column.right.at(-1);
	if (known?.right === right.column) {
		if (distance <= known.distance) return;
		known.distance = distance;
		known.layer = left.layer;
	} else {
		const made: Separation = { left: left.column, right: right.column, distance, layer: left.layer };
		left.column.right.push(made);
		right.column.left.push(made);
	}
}

function isLine({ item }: Cell): boolean {
	return item === undefined || isPort(item);
}

function pull({ upper, lower, above, below }: Link, weight: number): void {
	if (upper.column === undefined || lower.column === undefined) return;
	const distance = upper.offset + above.dx - lower.offset - below.dx;
	upper.column.pulls.push({ other: lower.column, distance: -distance, weight });
	lower.column.pulls.push({ other: upper.column, distance, weight });
}

function fromLeftToRight(columns: readonly Column[]): Column[] {
	const waiting = new Map(columns.map((column) => [column, column.left.length]));
	const sorted = columns.filter((column) => column.left.length === 0);
	for (const column of sorted) {
		for (const { right } of column.right) {
			const left = (waiting.get(right) ?? 1) - 1;
			waiting.set(right, left);
			if (left === 0) sorted.push(right);
		}
	}
	if (sorted.length !== columns.length) throw new Error("Straight links do not cross, so columns have an order.");
	return sorted;
}
