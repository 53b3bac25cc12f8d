import { addressOfNode } from "@suture/graph";
import { told } from "@suture/rewrite";
import type { RepairRule } from "../../rule.ts";

export const inlineFunction: RepairRule = {
	name: "inline-function",
	title: "Put a function of the model in place of its call",
	kind: "exact",
	operators: ["*"],
	match(site, node) {
		const isFunction = site.graph.functions.some(
			({ name, domain, overload }) => name === node.opType && domain === node.domain && overload === node.overload,
		);
		if (!isFunction) return undefined;
		return {
			nodes: [node],
			sentence: `${told(node)} calls a function of the model, whose nodes take its place.`,
			edits: [{ do: "inline-function", node: addressOfNode(node), ...(site.address ? { in: site.address } : {}) }],
		};
	},
};
