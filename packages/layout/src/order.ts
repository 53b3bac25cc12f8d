import { countCrossings, numberPlaces } from "./crossings.ts";
import type { Earlier } from "./earlier.ts";
import { orderAsEarlier, orderByWalk } from "./first-order.ts";
import type { Cell } from "./layers.ts";
import { swapNeighbours } from "./neighbour-swaps.ts";
import { sweepDown, sweepUp } from "./sweep.ts";

const MOST_SWEEPS = 12;
/** Sweeps without progress after which the rest would be wasted. */
const PATIENCE = 4;
const SWAP_ROUNDS = 4;
/** How many more crossings the earlier order may have than a new one: what people know their way around in is worth some. */
const LOYALTY = 1.2;
const LOYAL_CROSSINGS = 5;

/** Orders the cells of each layer so that few lines cross: sweeps down and up in turn, swaps neighbours after each, and
 *  keeps the best order seen; but keeps the earlier order, if there is one and it is almost as good.
 *  About O(links · log links) for a fixed number of sweeps. */
export function orderLayers(layers: Cell[][], earlier: Earlier | undefined): void {
	const kept = earlier === undefined ? undefined : keepEarlier(layers, earlier);
	const fresh = findOrder(layers);
	const isAsGood = kept !== undefined && kept.crossings <= LOYALTY * fresh.crossings + LOYAL_CROSSINGS;
	for (const [index, layer] of (isAsGood ? kept : fresh).layers.entries()) {
		layers[index] = layer;
		numberPlaces(layer);
	}
}

interface Order {
	readonly layers: readonly Cell[][];
	readonly crossings: number;
}

function keepEarlier(layers: Cell[][], earlier: Earlier): Order {
	orderAsEarlier(layers, earlier);
	// Sorting by x makes the sides of tall items agree from layer to layer, as they must; swaps then settle what is new.
	swapNeighbours(layers, SWAP_ROUNDS);
	return snapshot(layers);
}

function findOrder(layers: Cell[][]): Order {
	orderByWalk(layers);
	sweepDown(layers);
	let best = snapshot(layers);
	for (let sweep = 0, since = 0; sweep < MOST_SWEEPS && since < PATIENCE && best.crossings > 0; sweep++, since++) {
		if (sweep % 2 === 0) sweepUp(layers);
		else sweepDown(layers);
		swapNeighbours(layers, SWAP_ROUNDS);
		if (totalCrossings(layers) >= best.crossings) continue;
		since = 0;
		best = snapshot(layers);
	}
	return best;
}

function snapshot(layers: readonly Cell[][]): Order {
	return { layers: layers.map((layer) => layer.slice()), crossings: totalCrossings(layers) };
}

function totalCrossings(layers: readonly Cell[][]): number {
	let sum = 0;
	let upper: readonly Cell[] = [];
	for (const layer of layers) {
		sum += countCrossings(upper, layer);
		upper = layer;
	}
	return sum;
}
