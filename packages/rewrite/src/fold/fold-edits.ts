import { addressOfNode, type Edit, type Node, type TensorLiteral } from "@suture/graph";
import { tensorOfConstant } from "../match/constant-node.ts";
import { isUsed, type Site } from "../match/site.ts";
import type { FoldedValue } from "./plan-folding.ts";

/** A value with the constant that it becomes. */
export interface FoldedConstant extends FoldedValue {
	readonly literal: TensorLiteral;
}

/** One edit for each body takes out the nodes that made the values and puts initializers in their places. A node of which other
 *  outputs are still needed stays. */
export function foldEdits(folded: readonly FoldedConstant[]): Edit[] {
	return [...Map.groupBy(folded, ({ site }) => site)].flatMap(([site, values]) => editsIn(site, values));
}

function editsIn(site: Site, values: readonly FoldedConstant[]): Edit[] {
	const literals = new Map(values.map(({ value, literal }) => [value, literal]));
	const where = site.address ? { in: site.address } : {};
	const whole = new Set<Node>();
	const edits: Edit[] = [];
	const tensors: [string, TensorLiteral][] = [];
	for (const { node, value, literal } of values) {
		if (node.outputs.every((name) => name === "" || literals.has(name) || !isUsed(site, name))) {
			whole.add(node);
			tensors.push([value.startsWith("%") ? `%${value}` : value, literal]);
		} else {
			edits.push({ do: "make-constant", value, tensor: literal, ...where });
		}
	}
	if (whole.size === 0) return edits;
	const nodes = [...whole].map(addressOfNode);
	return [{ do: "replace-nodes", nodes, with: "", tensors: Object.fromEntries(tensors), ...where }, ...edits];
}

/** A Constant with a tensor is an initializer that takes more room. In functions there are no initializers. */
export function initializersForConstants(sites: readonly Site[]): Edit[] {
	return sites.flatMap((site) => {
		const constants = site.body.nodes.filter((node) => node.outputs[0] && tensorOfConstant(node));
		if (constants.length === 0 || site.isFunction) return [];
		const tensors = constants.map(({ outputs: [value = ""] }) => [
			value.startsWith("%") ? `%${value}` : value,
			{ same: value },
		]);
		const where = site.address ? { in: site.address } : {};
		const nodes = constants.map(addressOfNode);
		return [{ do: "replace-nodes", nodes, with: "", tensors: Object.fromEntries(tensors), ...where } satisfies Edit];
	});
}
