import { cast, draftFor, elementAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const castToNamedType: RepairRule = {
	name: "cast-to-named-type",
	title: "Say the type in place of a value that has it",
	kind: "exact",
	operators: ["CastLike"],
	match(site, node) {
		const to = elementAt(site, node.inputs[1]);
		if (!to) return miss("The type of its second input is not known.");
		const draft = draftFor(site, node);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a Cast to ${to.toUpperCase()}.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: cast(draft, node.inputs[0] ?? "", to) })],
		};
	},
};
