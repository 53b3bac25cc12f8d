import { draftFor, integerOf, numbersAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const gatherWhatIsKept: RepairRule = {
	name: "gather-what-is-kept",
	title: "Gather what a constant condition keeps",
	kind: "exact",
	operators: ["Compress"],
	match(site, node) {
		const [x = "", condition = ""] = node.inputs;
		const flags = numbersAt(site, condition);
		if (!flags) return miss("Its condition is not constant, so how much it keeps is known only when it runs.");
		const draft = draftFor(site, node);
		const axis = integerOf(site, node, "axis");
		const kept = draft.int64s(flags.flatMap((flag, i) => (flag === 0 ? [] : [i])));
		const from = axis === undefined ? draft.add("Reshape", [x, draft.int64s([-1])]) : x;
		const result = draft.add("Gather", [from, kept], { axis: axis ?? 0 });
		return {
			nodes: [node],
			sentence: `${told(node)} keeps the same places whenever it runs, so a Gather takes them.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
