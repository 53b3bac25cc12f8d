import type { Item } from "./frame.ts";
import type { Layers } from "./layers.ts";
import type { Spacing } from "./spacing.ts";

// Where more lines than this change places at once, no spacing makes them readable, and height is lost.
const ROOMY_TRACKS = 40;
const DENSE_TRACK_GAP = 2;

/** Where layers stand, in px from the top of the part. */
export interface Rows {
	readonly height: number;
	/** The top of each item. */
	readonly tops: ReadonlyMap<Item, number>;
	/** The y of a track in the gap below a layer. */
	trackY(layer: number, track: number): number;
}

/** Stacks the layers: each below the items that end in the layer above, with room for the tracks in between. A tall item
 *  pushes down only what stands below its last layer, so short chains run alongside it. O(cells). */
export function stackRows({ layers, towers }: Layers, tracks: readonly number[], spacing: Spacing): Rows {
	const layerTops: number[] = [0];
	const gaps: number[] = [];
	const bands = layers.map(() => 0);
	for (const [item, { top, cells }] of towers) {
		if (cells.length === 1) bands[top.layer] = Math.max(bands[top.layer] ?? 0, item.height);
	}
	for (const [index, layer] of layers.entries()) {
		const gap = gapBelow(index, layers, tracks[index] ?? 0, spacing);
		const top = layerTops[index] ?? 0;
		let next = top + (bands[index] ?? 0) + gap;
		for (const { item, tall } of layer) {
			const tower = item === undefined || !tall ? undefined : towers.get(item);
			if (item === undefined || tower === undefined || tower.bottom.layer !== index) continue;
			next = Math.max(next, (layerTops[tower.top.layer] ?? 0) + item.height + gap);
		}
		gaps.push(gap);
		layerTops.push(next);
	}
	const tops = new Map<Item, number>();
	for (const [item, { top, cells }] of towers) {
		const lowered = cells.length === 1 ? ((bands[top.layer] ?? 0) - item.height) / 2 : 0;
		tops.set(item, (layerTops[top.layer] ?? 0) + lowered);
	}
	return {
		height: layerTops.at(-1) ?? 0,
		tops,
		trackY: (layer, track) => {
			const gap = gaps[layer] ?? 0;
			return (layerTops[layer + 1] ?? 0) - gap + (gap * (track + 1)) / ((tracks[layer] ?? 0) + 1);
		},
	};
}

function gapBelow(index: number, layers: Layers["layers"], tracks: number, spacing: Spacing): number {
	if (index === layers.length - 1) return 0;
	const roomy = Math.min(tracks, ROOMY_TRACKS);
	const room = tracks === 0 ? 0 : (roomy + 1) * spacing.trackGap + (tracks - roomy) * DENSE_TRACK_GAP;
	const isBorder = index === 0 || index === layers.length - 2;
	const reachesBorder = layers.at(0)?.length !== 0 || layers.at(-1)?.length !== 0;
	return Math.max(room, isBorder ? (reachesBorder ? spacing.padding : 0) : spacing.layerGap);
}
