import type { Node } from "@suture/graph";
import { type Draft, integerOf, rankAt, type Site, unsqueeze } from "@suture/rewrite";

/** Where the numbers of a scale or a zero point stand: one for all, or one for each place along an axis. */
export type Along = { readonly at: "all" } | { readonly at: "axis"; readonly axis: number; readonly rank: number };

/** Undefined where it is not known, or where there is a number for each block of places. */
export function alongOf(site: Site, node: Node): Along | undefined {
	const [x = "", scale = ""] = node.inputs;
	if ((integerOf(site, node, "block_size") ?? 0) !== 0) return undefined;
	const [rank, rankOfScale] = [rankAt(site, x), rankAt(site, scale)];
	if (rankOfScale === undefined || rankOfScale > 1) return undefined;
	if (rankOfScale === 0) return { at: "all" };
	if (rank === undefined) return undefined;
	const axis = integerOf(site, node, "axis") ?? 1;
	return { at: "axis", axis: axis < 0 ? axis + rank : axis, rank };
}

/** A scale or a zero point in a shape that broadcasts to what it belongs to. */
export function standing(draft: Draft, value: string, along: Along): string {
	if (along.at === "all") return value;
	const behind = Array.from({ length: along.rank - along.axis - 1 }, (_, i) => i + 1);
	return behind.length === 0 ? value : unsqueeze(draft, value, behind);
}
