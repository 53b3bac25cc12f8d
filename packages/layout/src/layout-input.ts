import type { Spacing } from "./spacing.ts";

/** A box of fixed size, in px; what is no positive number counts as 0. `group` is the innermost group that holds it; an
 *  unknown group counts as none. Ids are unique, those of nodes among nodes and those of groups among groups. */
export interface LayoutNode {
	readonly id: string;
	readonly width: number;
	readonly height: number;
	readonly group?: string;
}

/** A box around nodes and other groups; sizes in px. A parent that is unknown, or that closes a circle, counts as none. */
export interface LayoutGroup {
	readonly id: string;
	readonly parent?: string;
	/** Open: drawn around its content. Closed: one box, and everything within it is left out of the result. */
	readonly open: boolean;
	/** The width when closed, and the least width when open. */
	readonly width: number;
	/** The height when closed. */
	readonly height: number;
	/** Room above the content when open. */
	readonly headerHeight: number;
}

/** One value: from the node that makes it to every node that reads it, drawn as a trunk that branches.
 *  fromX and toX say where on the border the line attaches, 0 … 1 from left to right (top to bottom when the direction
 *  is "right"). Leave them out where any place will do: the layout then keeps the main line through a node straight.
 *  Ends at unknown nodes, and ends at the node itself, are left out of the result. */
export interface LayoutEdge {
	readonly id: string;
	readonly from: string;
	readonly fromX?: number;
	/** How much it matters that its line runs straight, where lines compete; default 1, at most 100. Give less to
	 *  side issues. */
	readonly weight?: number;
	readonly to: readonly { readonly node: string; readonly toX?: number }[];
}

/** What to place. Nodes should be listed in the order in which they run: where arrows form a circle, the arrow that
 *  goes against this order is drawn as the one that leads back. */
export interface LayoutInput {
	readonly nodes: readonly LayoutNode[];
	readonly groups: readonly LayoutGroup[];
	readonly edges: readonly LayoutEdge[];
	readonly spacing?: Partial<Spacing>;
	/** Where the arrows point. Default "down". */
	readonly direction?: "down" | "right";
}
