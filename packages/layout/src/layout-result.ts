/** A placed box: its top left corner and its size, in px from the top left of the whole picture. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** One line from a box to a box: horizontal and vertical stretches, from the source's bottom to the target's top.
 *  Where an end lies in a closed group, the line ends at that group's box. */
export interface Line {
	/** The edge it belongs to, and which of its targets it leads to (the first one, where a closed group holds several). */
	readonly id: string;
	readonly to: number;
	/** x0, y0, x1, y1, … */
	readonly points: Float64Array;
	/** Lines of one trunk begin with the same points. Stroke from point number `drawFrom` on, and every stretch of the
	 *  trunk is stroked once; the last point's number means that there is nothing left to stroke. */
	readonly drawFrom: number;
	/** It runs against the flow: the arrows form a circle. */
	readonly back: boolean;
}

/** Where everything goes. Nodes and groups inside closed groups do not appear. */
export interface Layout {
	readonly width: number;
	readonly height: number;
	readonly nodes: ReadonlyMap<string, Box>;
	readonly groups: ReadonlyMap<string, Box & { readonly open: boolean }>;
	readonly edges: readonly Line[];
}
