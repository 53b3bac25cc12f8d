import { cast, draftFor, elementAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutSign: RepairRule = {
	name: "write-out-sign",
	title: "Write Sign out as two comparisons",
	kind: "exact",
	operators: ["Sign"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const type = elementAt(site, x);
		if (!type || site.opset < 9) return miss("The type of its input is not known.");
		const draft = draftFor(site, node);
		const zero = draft.scalar(type, 0);
		const [above, below] = ["Greater", "Less"].map((operator) => cast(draft, draft.add(operator, [x, zero]), type));
		return {
			nodes: [node],
			sentence: `${told(node)} becomes 1 where its input is above 0, less 1 where it is below.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: draft.add("Sub", [above ?? "", below ?? ""]) })],
		};
	},
};
