import { backEnds } from "./back-ends.ts";
import { makeBars } from "./bars.ts";
import { changeSides } from "./change-sides.ts";
import { type Column, tieColumns } from "./columns.ts";
import { columnsOfModestWidth } from "./cut-levers.ts";
import type { Earlier } from "./earlier.ts";
import { farEnds } from "./far-ends.ts";
import { type Flow, flowOf } from "./flow.ts";
import type { Item, Point, Route, Wire } from "./frame.ts";
import { spreadFreePorts } from "./free-ports.ts";
import { itemLayers } from "./item-layers.ts";
import { placeLanes } from "./lanes.ts";
import { type Layers, makeLayers } from "./layers.ts";
import { linkWeights } from "./link-weights.ts";
import { orderLayers } from "./order.ts";
import type { Part } from "./parts.ts";
import { placeFinely, placeRoughly } from "./placement.ts";
import { rankItems } from "./ranks.ts";
import { repairSides } from "./repair-sides.ts";
import { routesOf } from "./routes.ts";
import { stackRows } from "./rows.ts";
import type { Spacing } from "./spacing.ts";
import { straightLinks } from "./straight-links.ts";
import { assignTracks } from "./tracks.ts";

/** A placed part, in px from its own top left corner. Ports lie on its top and bottom. */
export interface PlacedPart {
	readonly width: number;
	readonly height: number;
	readonly corners: ReadonlyMap<Item, Point>;
	readonly routes: ReadonlyMap<Wire, readonly Route[]>;
}

/** The layered layout (Sugiyama) of things that are connected. `pitch` is the usual distance from one layer to the next. */
export function arrangePart(part: Part, pitch: number, spacing: Spacing, earlier: Earlier | undefined): PlacedPart {
	const spanOf = (item: Item): number => Math.max(1, Math.round((item.height + spacing.layerGap) / pitch));
	const back = backEnds(part);
	const ranks = rankItems(part, back, spanOf);
	const places = itemLayers(part.items, ranks, spanOf);
	const made = makeLayers(part, places, new Set([...back, ...farEnds(part, places, back)]));
	const flow = flowOf(part, ranks, back);
	orderLayers(made.layers, earlier);
	repairSides(made.layers, made.towers);
	placeAcross(made, flow, spacing);
	return placeDown(made, spacing);
}

/** Gives every cell its x. */
function placeAcross({ layers, towers }: Layers, flow: Flow, spacing: Spacing): void {
	const cuts = new Set<number>();
	const findColumns = (): Column[] => {
		const weights = linkWeights(layers, flow);
		const straight = straightLinks(layers, weights);
		spreadFreePorts(towers.values(), straight);
		const columns = columnsOfModestWidth(layers, straight, weights, cuts, spacing);
		tieColumns(layers, weights);
		return columns;
	};
	let columns = findColumns();
	placeRoughly(columns);
	if (changeSides(layers, columns)) columns = findColumns();
	placeFinely(columns);
}

/** Gives every item its y and leads the lines. */
function placeDown(made: Layers, spacing: Spacing): PlacedPart {
	const { layers, towers, trunks } = made;
	let width = 0;
	for (const layer of layers) {
		const last = layer.at(-1);
		if (last !== undefined) width = Math.max(width, last.x + last.halfWidth);
	}
	const lanes = placeLanes(trunks, width, spacing.lineGap);
	for (const { x } of lanes.values()) width = Math.max(width, x);
	const bars = makeBars(made, lanes.values());
	const tracks = bars.byGap.map((gap) => assignTracks(gap, spacing.trackGap));
	const rows = stackRows(made, tracks, spacing);
	const corners = new Map<Item, Point>();
	for (const [item, { top }] of towers) corners.set(item, { x: top.x - top.halfWidth, y: rows.tops.get(item) ?? 0 });
	const routes = new Map<Wire, Route[]>();
	for (const trunk of trunks) routes.set(trunk.wire, routesOf(trunk, lanes.get(trunk), bars, rows));
	return { width, height: rows.height, corners, routes };
}
