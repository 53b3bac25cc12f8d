import { addressOfNode } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { numbersAt } from "../../match/site.ts";

export const inlineKnownBranch: Rule = {
	name: "inline-known-branch",
	title: "Keep the one branch of an If that runs",
	level: "exact",
	operators: ["If"],
	match(site, node) {
		const [condition] = numbersAt(site, node.inputs[0]) ?? [];
		if (condition === undefined) return undefined;
		const branch = condition === 0 ? "else_branch" : "then_branch";
		const where = site.address ? { in: site.address } : {};
		return {
			nodes: [node],
			sentence: `The condition of ${told(node)} is always ${condition === 0 ? "false" : "true"}.`,
			edits: [{ do: "inline-branch", node: addressOfNode(node), branch, ...where }],
		};
	},
};
