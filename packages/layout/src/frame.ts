/** What can stand in a frame: a node or a group's box, or a port, the place on the frame's own border where a value
 *  enters ("in", at the top) or leaves ("out", at the bottom). */
export type ItemKind = "node" | "closed" | "open" | "in" | "out";

/** One thing to place. Its index is its place in `Frame.items`; where arrows form a circle, lower indices go first. */
export interface Item {
	/** The same for the same thing in every run; unique within its frame. */
	readonly key: string;
	readonly kind: ItemKind;
	readonly index: number;
	readonly width: number;
	readonly height: number;
	/** For ports where values enter: how late the value is made, among those that enter here, counted from 0. */
	readonly recency: number;
}

/** Where a wire is attached: x in px from the item's left side, or undefined where any place will do. */
export interface End {
	readonly item: Item;
	readonly x: number | undefined;
}

/** One value within one frame: a trunk from one end to one or more different ends. */
export interface Wire {
	readonly key: string;
	readonly index: number;
	/** How much it matters that it runs straight; 1 is usual. */
	readonly weight: number;
	readonly from: End;
	readonly to: readonly End[];
}

/** What one open group, or the whole picture, has to place. Frames know nothing of each other: an open group within
 *  a frame is a box whose size and attachments are already known. */
export interface Frame {
	readonly items: readonly Item[];
	readonly wires: readonly Wire[];
	/** The whole picture has no border, and so no padding. */
	readonly isPicture: boolean;
	/** Room for the header, in px: above the content, or to its left when the picture will be turned. */
	readonly roomAbove: number;
	readonly roomLeft: number;
	readonly leastWidth: number;
	readonly leastHeight: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** A frame with everything placed, in px from its own top left corner. */
export interface Arrangement {
	readonly width: number;
	readonly height: number;
	/** Top left corners, by item index. */
	readonly corners: readonly Point[];
	/** Polylines (x0, y0, x1, y1, …) by wire index, then by the end's place in `Wire.to`. */
	readonly routes: readonly (readonly Route[])[];
}

export interface Route {
	readonly points: Float64Array;
	/** The number of the last point that it shares with earlier routes of the same wire. */
	readonly drawFrom: number;
	readonly back: boolean;
}

/** A port is a point on the frame's border, not a box. */
export function isPort(item: Item): boolean {
	return item.kind === "in" || item.kind === "out";
}
