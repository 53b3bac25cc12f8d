import { linkWeight, numberPlaces } from "./crossings.ts";
import type { Cell, Link } from "./layers.ts";

// Comparing two cells costs the product of their link counts; hubs are left to the sweeps.
const MOST_PAIRS = 400;

/** Swaps neighbours wherever that takes a crossing away, until nothing changes or `rounds` are over. */
export function swapNeighbours(layers: readonly Cell[][], rounds: number): void {
	let changed = layers.filter((layer) => layer.length > 1);
	for (let round = 0; round < rounds && changed.length > 0; round++) changed = changed.filter(swapInLayer);
}

/** Returns whether it swapped any. */
function swapInLayer(layer: Cell[]): boolean {
	let swapped = false;
	for (let at = 0; at + 1 < layer.length; at++) {
		const left = layer[at];
		const right = layer[at + 1];
		if (left === undefined || right === undefined) continue;
		// Two tall items may share the next layer too; they keep their sides.
		if ((left.tall && right.tall) || gainOfSwap(left, right) <= 0) continue;
		layer[at] = right;
		layer[at + 1] = left;
		swapped = true;
	}
	if (swapped) numberPlaces(layer);
	return swapped;
}

/** How many crossings fewer there are with `right` to the left of `left`. */
function gainOfSwap(left: Cell, right: Cell): number {
	let gain = 0;
	if (left.up.length * right.up.length <= MOST_PAIRS) {
		for (const a of left.up)
			for (const b of right.up) gain += crossingSign(placeAbove(a), placeAbove(b)) * linkWeight(a) * linkWeight(b);
	}
	if (left.down.length * right.down.length <= MOST_PAIRS) {
		for (const a of left.down)
			for (const b of right.down) gain += crossingSign(placeBelow(a), placeBelow(b)) * linkWeight(a) * linkWeight(b);
	}
	return gain;
}

/** 1 where the two cross now, −1 where they would cross after a swap. */
function crossingSign(left: number, right: number): number {
	return Math.sign(left - right);
}

function placeAbove({ upper, above }: Link): number {
	return upper.firstBelow + above.port;
}

function placeBelow({ lower, below }: Link): number {
	return lower.firstAbove + below.port;
}
