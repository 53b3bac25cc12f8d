import type { Column } from "./columns.ts";
import type { End, Item, Wire } from "./frame.ts";
import type { ItemLayers } from "./item-layers.ts";
import type { Part } from "./parts.ts";

/** One place in one layer: an item, a stretch of a tall item, or a line running through. */
export interface Cell {
	/** Undefined for a line. */
	readonly item: Item | undefined;
	readonly layer: number;
	readonly halfWidth: number;
	/** One of several cells of the same item. */
	tall: boolean;
	readonly up: Link[];
	readonly down: Link[];
	/** How many different attachments there are at the top and at the bottom. */
	portsAbove: number;
	portsBelow: number;
	/** Place in the layer, from the left, and the number of ports (above, below) of all cells before it. */
	place: number;
	firstAbove: number;
	firstBelow: number;
	/** The centre, in px; known once columns are placed. */
	x: number;
	/** The column it stands in, and its centre's distance from that column's x. */
	column: Column | undefined;
	offset: number;
}

/** A connection between cells of consecutive layers. */
export interface Link {
	readonly upper: Cell;
	readonly lower: Cell;
	/** The wire it is part of; undefined inside a tall item. */
	readonly wire: Wire | undefined;
	/** The attachments: px from the cell's centre, and which of the cell's ports, from the left. `free` ones may be moved. */
	readonly above: Attachment;
	readonly below: Attachment;
}

export interface Attachment {
	dx: number;
	port: number;
	readonly free: boolean;
	/** So many lines meet here that they share one horizontal stretch, like the teeth of a comb. */
	comb: boolean;
}

/** The cells of an item, from top to bottom. */
export interface Tower {
	readonly cells: readonly Cell[];
	readonly top: Cell;
	readonly bottom: Cell;
}

/** A wire's way through the layers. */
export interface Trunk {
	readonly wire: Wire;
	readonly source: Cell;
	readonly start: Attachment;
	/** One cell in each layer between the source and the layer before its lowest target. */
	readonly chain: readonly Cell[];
	/** By the end's place in `wire.to`. */
	readonly arrivals: readonly Arrival[];
}

export interface Arrival {
	readonly target: Cell;
	readonly attachment: Attachment;
	/** Undefined where the line takes a lane instead of running through the layers. */
	readonly link: Link | undefined;
}

export interface Layers {
	/** Cells from left to right, layer by layer. The first and the last layer hold the ports. */
	readonly layers: Cell[][];
	readonly towers: ReadonlyMap<Item, Tower>;
	readonly trunks: readonly Trunk[];
}

/** Makes a cell for everything in every layer that it crosses. `avoided` ends get no cells: they run in lanes beside
 *  everything. O(cells). */
export function makeLayers({ items, wires }: Part, { count, of }: ItemLayers, avoided: ReadonlySet<End>): Layers {
	const layers: Cell[][] = Array.from({ length: count }, () => []);
	const put = (item: Item | undefined, layer: number, halfWidth: number): Cell => {
		const cell = newCell(item, layer, halfWidth);
		layers[layer]?.push(cell);
		return cell;
	};
	const towers = new Map<Item, Tower>();
	for (const item of items) {
		const { first, last } = of.get(item) ?? { first: 0, last: 0 };
		const top = put(item, first, item.width / 2);
		const cells = [top];
		let bottom = top;
		while (bottom.layer < last) {
			const next = put(item, bottom.layer + 1, item.width / 2);
			link(bottom, next, undefined, inMiddle(), inMiddle());
			cells.push(next);
			bottom = next;
		}
		for (const cell of cells) cell.tall = cells.length > 1;
		towers.set(item, { cells, top, bottom });
	}
	const trunks = wires.map((wire) => layTrunk(wire, towers, avoided, (layer) => put(undefined, layer, 0)));
	for (const { top, bottom } of towers.values()) {
		top.portsAbove = numberPorts(
			top,
			top.up.map((each) => each.below),
		);
		bottom.portsBelow = numberPorts(
			bottom,
			bottom.down.map((each) => each.above),
		);
	}
	return { layers, towers, trunks };
}

function newCell(item: Item | undefined, layer: number, halfWidth: number): Cell {
	return {
		item,
		layer,
		halfWidth,
		tall: false,
		up: [],
		down: [],
		portsAbove: 1,
		portsBelow: 1,
		place: 0,
		firstAbove: 0,
		firstBelow: 0,
		x: 0,
		column: undefined,
		offset: 0,
	};
}

function link(upper: Cell, lower: Cell, wire: Wire | undefined, above: Attachment, below: Attachment): Link {
	const made: Link = { upper, lower, wire, above, below };
	upper.down.push(made);
	lower.up.push(made);
	return made;
}

function inMiddle(): Attachment {
	return { dx: 0, port: 0, free: false, comb: false };
}

function attachment(end: End): Attachment {
	if (end.x === undefined) return { dx: 0, port: 0, free: true, comb: false };
	return { dx: end.x - end.item.width / 2, port: 0, free: false, comb: false };
}

function layTrunk(
	wire: Wire,
	towers: ReadonlyMap<Item, Tower>,
	avoided: ReadonlySet<End>,
	put: (layer: number) => Cell,
): Trunk {
	const source = towers.get(wire.from.item)?.bottom;
	if (source === undefined) throw new Error("A wire of a part starts within the part.");
	const start = attachment(wire.from);
	const middle = inMiddle();
	const chain: Cell[] = [];
	let last = source;
	const downTo = (layer: number): Cell => {
		while (last.layer < layer) {
			const next = put(last.layer + 1);
			link(last, next, wire, last === source ? start : middle, middle);
			chain.push(next);
			last = next;
		}
		return source.layer === layer ? source : (chain[layer - source.layer - 1] ?? last);
	};
	const arrivals = wire.to.map((end): Arrival => {
		const target = towers.get(end.item)?.top;
		if (target === undefined) throw new Error("A wire of a part ends within the part.");
		if (avoided.has(end)) return { target, attachment: beside(attachment(end), target), link: undefined };
		const from = downTo(target.layer - 1);
		const below = attachment(end);
		return { target, attachment: below, link: link(from, target, wire, from === source ? start : middle, below) };
	});
	if (arrivals.every((arrival) => arrival.link === undefined)) beside(start, source);
	return { wire, source, start, chain, arrivals };
}

/** Lanes run on the right, so a free attachment to a lane goes there. */
function beside(free: Attachment, { halfWidth }: Cell): Attachment {
	if (free.free) free.dx = halfWidth * 0.75;
	return free;
}

/** Numbers attachments from the left; those at the same place share a number. */
function numberPorts(cell: Cell, attachments: readonly Attachment[]): number {
	let port = 0;
	let before = Number.NEGATIVE_INFINITY;
	for (const each of attachments.toSorted((a, b) => a.dx - b.dx)) {
		if (before !== Number.NEGATIVE_INFINITY && each.dx > before) port++;
		before = each.dx;
		each.port = port;
	}
	// Crossing counts walk a cell's links from its left port to its right one.
	cell.up.sort((a, b) => a.below.port - b.below.port);
	cell.down.sort((a, b) => a.above.port - b.above.port);
	return port + 1;
}
