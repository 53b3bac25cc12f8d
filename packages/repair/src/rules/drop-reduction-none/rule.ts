import { addressOfNode } from "@suture/graph";
import { attributeOf, textOf, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const dropReductionNone: RepairRule = {
	name: "drop-reduction-none",
	title: "Leave out a reduction that is none",
	kind: "exact",
	operators: ["ScatterND", "ScatterElements"],
	match(site, node) {
		if (!attributeOf(node, "reduction") || textOf(site, node, "reduction") !== "none")
			return miss("Its reduction is not none.");
		const where = site.address ? { in: site.address } : {};
		return {
			nodes: [node],
			sentence: `${told(node)} says that it reduces nothing, which is what it does without saying so.`,
			edits: [{ do: "remove-attribute", node: addressOfNode(node), name: "reduction", ...where }],
		};
	},
};
