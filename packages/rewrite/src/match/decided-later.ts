import type { Node } from "@suture/graph";
import { isFloat, isInteger } from "@suture/ops";
import { elementAt, type Site } from "./site.ts";

/** Operators whose result jumps when a number moves a little. */
const deciding: ReadonlySet<string> = new Set(
	`NonMaxSuppression TopK ArgMax ArgMin NonZero Greater GreaterOrEqual Less LessOrEqual Equal Round Floor Ceil Sign Unique
	 QuantizeLinear DynamicQuantizeLinear RoiAlign MaxRoiPool If Loop Scan Multinomial Hardmax`.split(/\s+/),
);

/** Whether something behind a node decides by its numbers: which boxes stay, which index is largest. There a difference in the
 *  last bit can change everything. */
export function isDecidedLater(site: Site, node: Node): boolean {
	return site.outer !== undefined || beforeDecisions(site).has(node);
}

const found = new WeakMap<Site, ReadonlySet<Node>>();

/** The nodes from which floating-point numbers lead to a decision. */
function beforeDecisions(site: Site): ReadonlySet<Node> {
	let known = found.get(site);
	if (!known) {
		known = findBeforeDecisions(site);
		found.set(site, known);
	}
	return known;
}

function findBeforeDecisions(site: Site): ReadonlySet<Node> {
	const { body, index } = site;
	const before = new Set(body.nodes.filter((node) => decides(site, node)));
	for (const node of before) {
		for (const value of node.inputs) {
			const definition = index.definitions.get(value);
			if (definition?.by === "node" && isFloat(elementAt(site, value))) before.add(definition.node);
		}
	}
	return before;
}

function decides(site: Site, node: Node): boolean {
	if (node.opType !== "Cast") return deciding.has(node.opType);
	const to = elementAt(site, node.outputs[0]);
	return isFloat(elementAt(site, node.inputs[0])) && (isInteger(to) || to === "bool");
}
