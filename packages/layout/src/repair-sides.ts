import { countCrossings, numberPlaces } from "./crossings.ts";
import type { Item } from "./frame.ts";
import type { Cell, Link, Tower } from "./layers.ts";

// How many cells to look at, for each that there is.
const EFFORT = 20;

/** Takes lines out of tall items. Sorting layer by layer sees only a line and the two layers at its ends; but what hangs
 *  together beside a tall item must stand together on one side of it, or some line has to run through the item. Moves
 *  such a group to one side where that makes fewer crossings, a line through an item counting as many.
 *  O(links · log links + effort). */
export function repairSides(layers: Cell[][], towers: ReadonlyMap<Item, Tower>): void {
	let effort = 0;
	for (const layer of layers) effort += EFFORT * layer.length;
	for (const { line, item } of linesThroughTallItems(layers)) {
		const tower = towers.get(item);
		if (tower === undefined) continue;
		for (let layer = tower.top.layer; layer <= tower.bottom.layer; layer++) effort -= 4 * (layers[layer]?.length ?? 0);
		if (effort < 0) return;
		moveBeside(hangingTogether(line.upper.tall ? line.lower : line.upper, tower), tower, layers);
	}
}

interface LineThrough {
	readonly line: Link;
	readonly item: Item;
}

function linesThroughTallItems(layers: readonly (readonly Cell[])[]): LineThrough[] {
	const found: LineThrough[] = [];
	for (const layer of layers) {
		const walls: { readonly item: Item; readonly above: number; readonly below: number }[] = [];
		for (const { item, tall, down, place } of layer) {
			const through = tall ? down.find((link) => link.lower.item === item) : undefined;
			if (item !== undefined && through !== undefined) walls.push({ item, above: place, below: through.lower.place });
		}
		if (walls.length === 0) continue;
		for (const { down, place } of layer) {
			for (const line of down) {
				if (line.wire === undefined) continue;
				// The walls to the left of the line's upper end, and those to the left of its lower end.
				const left = countBefore(walls, (wall) => wall.above < place);
				const leftBelow = countBefore(walls, (wall) => wall.below < line.lower.place);
				const wall = walls[Math.min(left, leftBelow)];
				if (left !== leftBelow && wall !== undefined) found.push({ line, item: wall.item });
			}
		}
	}
	return found;
}

/** How many entries come before the first for which the question is answered with no. */
function countBefore<T>(entries: readonly T[], isBefore: (entry: T) => boolean): number {
	let low = 0;
	let high = entries.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const entry = entries[middle];
		if (entry !== undefined && isBefore(entry)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** All cells in the tower's layers that lines join to the first one without leaving these layers. */
function hangingTogether(start: Cell, { top, bottom }: Tower): Set<Cell> {
	const group = new Set([start]);
	for (const cell of group) {
		for (const { upper } of cell.up) if (upper.layer >= top.layer && upper.item !== top.item) group.add(upper);
		for (const { lower } of cell.down) if (lower.layer <= bottom.layer && lower.item !== top.item) group.add(lower);
	}
	return group;
}

/** Tries either side; leaves the group where it costs the least. */
function moveBeside(group: ReadonlySet<Cell>, { cells, top, bottom }: Tower, layers: Cell[][]): void {
	const old = layers.slice(top.layer, bottom.layer + 1);
	let best = old;
	let fewest = crossingsAround(layers, top.layer, bottom.layer);
	for (const toLeft of [true, false]) {
		const tried = old.map((layer, index) => withGroupBeside(layer, cells[index], group, toLeft));
		put(layers, top.layer, tried);
		if (tallItemsCross(layers, top.layer, bottom.layer)) continue;
		const crossings = crossingsAround(layers, top.layer, bottom.layer);
		if (crossings >= fewest) continue;
		fewest = crossings;
		best = tried;
	}
	put(layers, top.layer, best);
}

function withGroupBeside(
	layer: readonly Cell[],
	wall: Cell | undefined,
	group: ReadonlySet<Cell>,
	toLeft: boolean,
): Cell[] {
	if (wall === undefined) return [...layer];
	const at = layer.indexOf(wall);
	const left = layer.slice(0, at);
	const right = layer.slice(at + 1);
	const moves = (cell: Cell): boolean => group.has(cell);
	const stays = (cell: Cell): boolean => !group.has(cell);
	if (toLeft) return [...left, ...right.filter(moves), wall, ...right.filter(stays)];
	return [...left.filter(stays), wall, ...left.filter(moves), ...right];
}

function put(layers: Cell[][], first: number, replacements: readonly Cell[][]): void {
	for (const [index, layer] of replacements.entries()) {
		layers[first + index] = layer;
		numberPlaces(layer);
	}
}

function crossingsAround(layers: readonly Cell[][], first: number, last: number): number {
	let sum = 0;
	for (let gap = Math.max(0, first - 1); gap <= last; gap++)
		sum += countCrossings(layers[gap] ?? [], layers[gap + 1] ?? []);
	return sum;
}

/** Whether tall items stand in another order in one layer than in the next, so that they could not but overlap. */
function tallItemsCross(layers: readonly Cell[][], first: number, last: number): boolean {
	for (let gap = Math.max(0, first - 1); gap <= last; gap++) {
		let before = -1;
		for (const { tall, item, down } of layers[gap] ?? []) {
			const below = tall ? down.find((link) => link.lower.item === item)?.lower : undefined;
			if (below === undefined) continue;
			if (below.place < before) return true;
			before = below.place;
		}
	}
	return false;
}
