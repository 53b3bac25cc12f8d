import { linkWeight, numberPlaces } from "./crossings.ts";
import type { Cell } from "./layers.ts";

/** Sorts every layer, from the top down, by the mean place of what each cell hangs from. Cells that hang from nothing
 *  keep their place. A tall item's cells follow the item alone, so tall items never swap sides. O(links log links). */
export function sweepDown(layers: readonly Cell[][]): void {
	for (const layer of layers) sortLayer(layer, meanPlaceAbove);
}

/** The same from the bottom up, by what stands below. */
export function sweepUp(layers: readonly Cell[][]): void {
	for (const layer of layers.toReversed()) sortLayer(layer, meanPlaceBelow);
}

function sortLayer(layer: Cell[], keyOf: (cell: Cell) => number | undefined): void {
	if (layer.length < 2) return;
	const sorted: { readonly cell: Cell; readonly key: number }[] = [];
	const slots: number[] = [];
	for (const [slot, cell] of layer.entries()) {
		const key = keyOf(cell);
		if (key === undefined) continue;
		sorted.push({ cell, key });
		slots.push(slot);
	}
	sorted.sort((a, b) => a.key - b.key);
	for (const [index, slot] of slots.entries()) {
		const entry = sorted[index];
		if (entry !== undefined) layer[slot] = entry.cell;
	}
	numberPlaces(layer);
}

function meanPlaceAbove({ up }: Cell): number | undefined {
	if (up.length === 0) return undefined;
	let sum = 0;
	let weight = 0;
	for (const link of up) {
		sum += linkWeight(link) * (link.upper.place + (link.above.port + 0.5) / link.upper.portsBelow);
		weight += linkWeight(link);
	}
	return sum / weight;
}

function meanPlaceBelow({ down }: Cell): number | undefined {
	if (down.length === 0) return undefined;
	let sum = 0;
	let weight = 0;
	for (const link of down) {
		sum += linkWeight(link) * (link.lower.place + (link.below.port + 0.5) / link.lower.portsAbove);
		weight += linkWeight(link);
	}
	return sum / weight;
}
