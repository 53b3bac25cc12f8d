import type { Flow } from "./flow.ts";
import { isPort } from "./frame.ts";
import type { Cell, Link } from "./layers.ts";

const INSIDE_TALL_ITEM = 1e6;
const LINE = 16;
const BOX_TO_BOX = 8;
const LINE_TO_BOX = 6;
const BRANCH = 2;

/** How much it matters that each link is straight. A long line bends nowhere if it can. A step from box to box comes before
 *  the end of a long line, and that before its beginning, where a branch leaves for a long way; big boxes come first of
 *  all, since a bend between them moves everything that they hold. The longest way through the part comes before shorter
 *  ones, and boxes that nothing leads to stand aside. Among equals the middle one comes first, so that the rest spreads
 *  evenly. O(links · log links). */
export function linkWeights(layers: readonly (readonly Cell[])[], flow: Flow): Map<Link, number> {
	const weights = new Map<Link, number>();
	for (const layer of layers) {
		for (const { up, down } of layer) {
			for (const link of down) weights.set(link, (weights.get(link) ?? 0) + weightOf(link, flow));
			for (const [link, central] of centrality(up, "upper")) weights.set(link, (weights.get(link) ?? 0) + central);
			for (const [link, central] of centrality(down, "lower")) weights.set(link, (weights.get(link) ?? 0) + central);
		}
	}
	return weights;
}

/** A branch that sets out on a long way beside others. Nothing is gained if it begins straight. */
export function isBranch({ upper, lower, wire }: Link): boolean {
	return wire !== undefined && lower.item === undefined && !isLine(upper) && upper.down.length > 1;
}

function weightOf(link: Link, flow: Flow): number {
	const { upper, lower, wire } = link;
	if (wire === undefined) return INSIDE_TALL_ITEM;
	const from = wire.from.item;
	const into = lower.item;
	let weight = BOX_TO_BOX;
	if (isLine(upper)) weight = into === undefined || isPort(into) ? LINE : LINE_TO_BOX;
	else if (isBranch(link)) weight = BRANCH;
	else if (into === undefined) weight = LINE_TO_BOX;
	else if (from.kind === "open" && into.kind === "open") weight += Math.min(from.width, into.width) / 10;
	if (into !== undefined && flow.isLongestInto(wire, into)) weight += 2;
	if (into !== undefined && flow.isLongestOutOf(wire, into)) weight += 1;
	if (flow.isSource(from)) weight = Math.min(weight, BRANCH);
	return weight * wire.weight;
}

/** A line that runs through; a port from which lines run apart is more like a box. */
function isLine({ item, down }: Cell): boolean {
	return item === undefined || (item.kind === "in" && down.length === 1 && down[0]?.lower.item === undefined);
}

/** 1 for the middle one of the links on one side of a cell, less for those further out, 2 for an only one. */
function centrality(links: readonly Link[], far: "upper" | "lower"): [Link, number][] {
	if (links.length === 1) return links.map((link) => [link, 2]);
	return links
		.toSorted((a, b) => a[far].place - b[far].place)
		.map((link, index) => [link, 1 - Math.abs(2 * index - links.length + 1) / links.length]);
}
