import type { Category } from "@suture/ops";

/** A body of the model as it is drawn: boxes, lines, and nothing that the picture does not show. Everything in px, from the
 *  top left. It crosses from the worker to the page, so it is plain data. */
export interface Scene {
	/** Grows with every new scene, so that a late answer is known as one. */
	readonly revision: number;
	readonly width: number;
	readonly height: number;
	readonly boxes: readonly Box[];
	readonly frames: readonly Frame[];
	readonly lines: readonly Line[];
	/** Whether labels tell what follows from sizes that are assumed. */
	readonly isAssumed: boolean;
	/** The bodies from the outermost to the one shown. */
	readonly trail: readonly TrailStep[];
}

/** "n12" a node, "g/features/0" a closed group, "i:x" an input, "o:y" an output. */
export type BoxId = string;

export interface Place {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

interface BoxBase extends Place {
	readonly id: BoxId;
	/** The innermost open group around it. */
	readonly group: string | undefined;
}

export interface NodeBox extends BoxBase {
	readonly kind: "node";
	readonly node: number;
	readonly title: string;
	readonly name: string;
	readonly category: Category;
	/** Attributes and weights, as many as are shown. */
	readonly rows: readonly Row[];
	/** Bodies in its attributes. */
	readonly bodies: number;
}

export interface Row {
	readonly label: string;
	readonly text: string;
	readonly kind: "weight" | "attribute";
}

export interface EndBox extends BoxBase {
	readonly kind: "input" | "output";
	readonly value: string;
	readonly title: string;
}

/** A group that is closed. */
export interface GroupBox extends BoxBase {
	readonly kind: "group";
	readonly path: string;
	readonly title: string;
	readonly nodes: number;
	/** The categories in it with their counts, most first. */
	readonly contents: readonly { readonly category: Category; readonly count: number }[];
	/** Ids of the nodes in it, so that what is lit inside lights the group. */
	readonly inside: readonly number[];
}

export type Box = NodeBox | EndBox | GroupBox;

/** A group that is open. Outer ones come before inner ones. */
export interface Frame extends Place {
	readonly path: string;
	readonly title: string;
	readonly nodes: number;
	readonly depth: number;
}

export interface Line {
	/** The name of the value. */
	readonly value: string;
	readonly from: BoxId;
	readonly to: BoxId;
	/** x0, y0, x1, y1, … */
	readonly points: Float32Array;
	/** The point from which on it has to be drawn: before it, another line of the same value is already. */
	readonly drawFrom: number;
	/** Type and shape, where known; on the first line of a value only. */
	readonly label: string;
}

export interface TrailStep {
	readonly body: number;
	readonly title: string;
}

/** What a person has switched on. */
export interface ViewOptions {
	readonly names: boolean;
	readonly attributes: boolean;
	readonly weights: boolean;
	/** Whether small constants are rows of the nodes that read them, not boxes. */
	readonly foldConstants: boolean;
	readonly direction: "down" | "right";
}

export const defaultView: ViewOptions = {
	names: false,
	attributes: false,
	weights: true,
	foldConstants: true,
	direction: "down",
};
