import type { Column } from "./columns.ts";
import { countCrossings, numberPlaces } from "./crossings.ts";
import type { Cell, Link } from "./layers.ts";

// In px of sideways way: what a crossing is worth, and the least gain that is worth a change.
const CROSSING = 200;
const LEAST_GAIN = 60;
// How many cells to look at, for each that there is.
const EFFORT = 10;

/** Moves lines that run along the wrong side of something. The order within layers is found without knowing how wide
 *  things are, so a line may pass a wide group on its far side, and the search for few crossings may end with a line that
 *  runs through a tall box; once columns have their x, both show. A line moves if that saves more way than it costs in
 *  crossings. Returns whether any did; then columns must be made and placed anew. */
export function changeSides(layers: Cell[][], columns: readonly Column[]): boolean {
	const moves: Move[] = [];
	const walls = layers.map(insidesOfTallItems);
	for (const column of columns) {
		if (column.cells.some((cell) => cell.item !== undefined)) continue;
		const x = shortestWay(column);
		const gain = wayAt(column, column.x) - wayAt(column, x);
		if (gain >= LEAST_GAIN) moves.push({ column, x, gain });
		for (const beside of besideTallItems(column, walls)) {
			moves.push({ column, x: beside, gain: wayAt(column, column.x) - wayAt(column, beside) });
		}
	}
	moves.sort((a, b) => b.gain - a.gain);
	let changed = false;
	let effort = 0;
	for (const layer of layers) effort += EFFORT * layer.length;
	for (const move of moves) {
		for (const { layer } of move.column.cells) effort -= layers[layer]?.length ?? 0;
		if (effort < 0) break;
		if (tryMove(layers, move)) changed = true;
	}
	return changed;
}

interface Move {
	readonly column: Column;
	readonly x: number;
	/** How much sideways way it saves, in px. */
	readonly gain: number;
}

/** The x from which it is not far to the column's ends: their weighted median. */
function shortestWay({ x, pulls }: Column): number {
	const places = pulls.map(({ other, distance, weight }) => ({ x: other.x + distance, weight }));
	places.sort((a, b) => a.x - b.x);
	let half = 0;
	for (const { weight } of places) half += weight / 2;
	for (const place of places) {
		half -= place.weight;
		if (half <= 0) return place.x;
	}
	return x;
}

function wayAt({ pulls }: Column, x: number): number {
	let way = 0;
	for (const { other, distance } of pulls) way += Math.abs(other.x + distance - x);
	return way;
}

/** The links that run down inside tall items from a layer. */
function insidesOfTallItems(layer: readonly Cell[]): Link[] {
	const found: Link[] = [];
	for (const { tall, down } of layer) if (tall) found.push(...down.filter((link) => link.wire === undefined));
	return found;
}

/** Places on the other side of the tall items that the column's ends run through. */
function besideTallItems({ x, cells }: Column, walls: readonly (readonly Link[])[]): number[] {
	const places: number[] = [];
	for (const cell of cells) {
		for (const link of [...cell.up, ...cell.down]) {
			if (link.upper.column === link.lower.column) continue;
			for (const wall of walls[link.upper.layer] ?? []) {
				const { x: middle, halfWidth } = wall.upper;
				if (cross(wall, link)) places.push(x < middle ? middle + halfWidth : middle - halfWidth);
			}
		}
	}
	return places;
}

function cross(a: Link, b: Link): boolean {
	return (a.upper.place - b.upper.place) * (a.lower.place - b.lower.place) < 0;
}

/** Puts the column's cells to where they belong at an x, unless that costs more than it gains. */
function tryMove(layers: Cell[][], { column, x, gain }: Move): boolean {
	const first = column.cells[0]?.layer ?? 0;
	const last = column.cells.at(-1)?.layer ?? 0;
	const before = crossingsBetween(layers, first - 1, last + 1);
	const old = layers.slice(first, last + 1);
	let moved = false;
	for (const cell of column.cells) {
		const others = (layers[cell.layer] ?? []).filter((other) => other !== cell);
		const right = others.findIndex((other) => other.x > x);
		const place = right < 0 ? others.length : right;
		if (place === cell.place) continue;
		moved = true;
		const layer = [...others.slice(0, place), cell, ...others.slice(place)];
		layers[cell.layer] = layer;
		numberPlaces(layer);
	}
	if (moved && CROSSING * (crossingsBetween(layers, first - 1, last + 1) - before) < gain) {
		for (const cell of column.cells) cell.x = x;
		return true;
	}
	for (const [index, layer] of old.entries()) {
		layers[first + index] = layer;
		numberPlaces(layer);
	}
	return false;
}

function crossingsBetween(layers: readonly Cell[][], from: number, to: number): number {
	let sum = 0;
	for (let gap = Math.max(0, from); gap < to; gap++) sum += countCrossings(layers[gap] ?? [], layers[gap + 1] ?? []);
	return sum;
}
