import { numberPlaces } from "./crossings.ts";
import type { Earlier } from "./earlier.ts";
import type { Cell } from "./layers.ts";

/** A first order within each layer, good enough to improve on: walks depth first from the topmost cells, in the order in
 *  which they stand, and puts each cell to the right of those already met. Trees come out without a crossing. O(links). */
export function orderByWalk(layers: Cell[][]): void {
	const met = new Set<Cell>();
	const ordered: Cell[][] = layers.map(() => []);
	for (const layer of layers) {
		for (const start of layer) {
			if (start.up.length > 0) continue;
			const path = [start];
			for (let cell = path.pop(); cell !== undefined; cell = path.pop()) {
				if (met.has(cell)) continue;
				met.add(cell);
				ordered[cell.layer]?.push(cell);
				for (const { lower } of cell.down.toReversed()) if (!met.has(lower)) path.push(lower);
			}
		}
	}
	replace(layers, ordered);
}

/** The order in which things stood before an edit; what is new goes to where its neighbours are. O(cells · log cells). */
export function orderAsEarlier(layers: Cell[][], earlier: Earlier): void {
	const known = new Map<Cell, number>();
	for (const layer of layers) {
		for (const cell of layer) {
			const x = earlierX(cell, earlier) ?? mean(cell.up.map((link) => known.get(link.upper)));
			if (x !== undefined) known.set(cell, x);
		}
	}
	for (const layer of layers.toReversed()) {
		for (const cell of layer) {
			const x = known.get(cell) ?? mean(cell.down.map((link) => known.get(link.lower)));
			if (x !== undefined) known.set(cell, x);
		}
	}
	const x = (cell: Cell): number => known.get(cell) ?? Number.MAX_VALUE;
	replace(
		layers,
		// Of tall items at the same x, the same one must come first in every layer.
		layers.map((layer) => layer.toSorted((a, b) => x(a) - x(b) || (a.item?.index ?? 0) - (b.item?.index ?? 0))),
	);
}

function earlierX({ item, up }: Cell, earlier: Earlier): number | undefined {
	if (item !== undefined) return earlier.itemX(item);
	const wire = up[0]?.wire;
	return wire === undefined ? undefined : earlier.wireX(wire);
}

function mean(values: readonly (number | undefined)[]): number | undefined {
	let sum = 0;
	let count = 0;
	for (const value of values) {
		if (value === undefined) continue;
		sum += value;
		count++;
	}
	return count === 0 ? undefined : sum / count;
}

function replace(layers: Cell[][], ordered: readonly Cell[][]): void {
	for (const [index, layer] of ordered.entries()) {
		layers[index] = layer;
		numberPlaces(layer);
	}
}
