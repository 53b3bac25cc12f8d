import type { Column } from "./columns.ts";
import { connect, minimizeRanks, type Vertex, vertex } from "./network-simplex.ts";

// Steps per column, separation and pull. The optimum takes up to 150; after 40 the way is a few per cent longer.
const EFFORT = 40;
const ROUNDS = 4;
/** How strongly each cell of a column is drawn to the middle of the picture, compared with a branch; only where nothing
 *  else decides, so that long pictures do not drift sideways. */
const TO_THE_MIDDLE = 0.1;
/** Shorter columns go where their neighbours go. */
const LONG_COLUMN = 3;

/** Gives each column an x, in px, that respects all distances. Columns must come in order, from left to right.
 *  O(columns + pulls). */
export function placeRoughly(columns: readonly Column[]): void {
	spreadOut(columns);
	for (let round = 0; round < ROUNDS; round++) moveEach(columns, nearest);
	placeCells(columns);
}

/** The same, but such that the lines that run sideways are as short as can be, and what is free to move stands in the
 *  middle of what it is tied to. 0 is at the leftmost border. O(columns + pulls), by limiting the effort. */
export function placeFinely(columns: readonly Column[]): void {
	placeRoughly(columns);
	shortenWays(columns);
	for (let round = 0; round < ROUNDS; round++) moveEach(columns, middle);
	let leftmost = Number.POSITIVE_INFINITY;
	for (const { cells, x } of columns) {
		for (const cell of cells) leftmost = Math.min(leftmost, x + cell.offset - cell.halfWidth);
	}
	for (const column of columns) column.x -= leftmost;
	placeCells(columns);
}

function placeCells(columns: readonly Column[]): void {
	for (const { cells, x } of columns) for (const cell of cells) cell.x = x + cell.offset;
}

/** Half-way between all as far left and all as far right as can be. */
function spreadOut(columns: readonly Column[]): void {
	let width = 0;
	const leftmost = new Map<Column, number>();
	for (const column of columns) {
		let x = 0;
		for (const { left, distance } of column.left) x = Math.max(x, (leftmost.get(left) ?? 0) + distance);
		leftmost.set(column, x);
		width = Math.max(width, x);
	}
	for (const column of columns.toReversed()) {
		column.x = width;
		for (const { right, distance } of column.right) column.x = Math.min(column.x, right.x - distance);
	}
	for (const column of columns) column.x = (column.x + (leftmost.get(column) ?? 0)) / 2;
}

/** Finds the least total way by the network simplex method. */
function shortenWays(columns: readonly Column[]): void {
	const vertices = new Map<Column, Vertex>();
	const all: Vertex[] = [];
	for (const column of columns) {
		const own = vertex();
		own.rank = column.x;
		vertices.set(column, own);
		all.push(own);
	}
	const tie = (a: Vertex, b: Vertex, distance: number, weight: number): void => {
		// The distance between two things is the sum of their distances from a third one to the left of both.
		const left = vertex();
		left.rank = Math.min(a.rank - Math.max(0, distance), b.rank - Math.max(0, -distance));
		all.push(left);
		connect(left, a, Math.max(0, distance), weight);
		connect(left, b, Math.max(0, -distance), weight);
	};
	const axis = vertex();
	axis.rank = columns[columns.length >> 1]?.x ?? 0;
	all.push(axis);
	for (const [column, own] of vertices) {
		for (const { right, distance } of column.right) {
			const other = vertices.get(right);
			if (other !== undefined) connect(own, other, distance, 0);
		}
		for (const { other, distance, weight } of column.pulls) {
			const end = column.id < other.id ? vertices.get(other) : undefined;
			if (end !== undefined) tie(own, end, distance, weight);
		}
		if (column.cells.length >= LONG_COLUMN) tie(own, axis, -meanOffset(column), TO_THE_MIDDLE * column.cells.length);
	}
	minimizeRanks(all, EFFORT);
	for (const [column, { rank }] of vertices) column.x = rank;
}

function meanOffset({ cells }: Column): number {
	let sum = 0;
	for (const cell of cells) sum += cell.offset;
	return sum / cells.length;
}

/** Moves column by column, from left to right and back, to the place in the given range that `choose` picks, or as close
 *  to it as the neighbours allow. The range is where as much pulls to the left as to the right. */
function moveEach(columns: readonly Column[], choose: (low: number, high: number, x: number) => number): void {
	for (const column of [...columns, ...columns.toReversed()]) {
		if (column.pulls.length === 0) continue;
		const [low, high] = balance(column);
		let x = choose(low, high, column.x);
		for (const { left, distance } of column.left) x = Math.max(x, left.x + distance);
		for (const { right, distance } of column.right) x = Math.min(x, right.x - distance);
		column.x = x;
	}
}

function middle(low: number, high: number): number {
	return (low + high) / 2;
}

function nearest(low: number, high: number, x: number): number {
	return Math.min(Math.max(x, low), high);
}

/** The weighted median of where pulls lead; a range if they are even. */
function balance({ pulls }: Column): [low: number, high: number] {
	const places = pulls.map(({ other, distance, weight }) => ({ x: other.x + distance, weight }));
	places.sort((a, b) => a.x - b.x);
	let half = 0;
	for (const { weight } of places) half += weight / 2;
	let sum = 0;
	for (const [index, place] of places.entries()) {
		sum += place.weight;
		if (sum > half) return [place.x, place.x];
		if (sum === half) return [place.x, places[index + 1]?.x ?? place.x];
	}
	return [0, 0];
}
