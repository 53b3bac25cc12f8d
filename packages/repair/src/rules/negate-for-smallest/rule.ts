import { isFloat } from "@suture/ops";
import { draftFor, elementAt, int, integerOf, isUsed, told, withAttributes } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const negateForSmallest: RepairRule = {
	name: "negate-for-smallest",
	title: "Find the smallest as the largest of the negatives",
	kind: "exact",
	operators: ["TopK"],
	match(site, node) {
		const [x = "", k = ""] = node.inputs;
		const [values = "", indices = ""] = node.outputs;
		const element = elementAt(site, x);
		if (integerOf(site, node, "largest") !== 0) return miss("It takes the largest.");
		if (!element || !isFloat(element)) return miss("Its numbers are not known to be of floating point.");
		const draft = draftFor(site, node);
		const [found = "", places = ""] = draft.copyMany(
			node,
			[draft.add("Neg", [x]), k],
			withAttributes(node.attributes, [int("largest", 1)]),
		);
		return {
			nodes: [node],
			sentence: `${told(node)} takes the largest of the negatives, which are the smallest.`,
			edits: [
				draft.replace([node], {
					...(isUsed(site, values) ? { [values]: draft.add("Neg", [found]) } : {}),
					...(isUsed(site, indices) ? { [indices]: places } : {}),
				}),
			],
		};
	},
};
