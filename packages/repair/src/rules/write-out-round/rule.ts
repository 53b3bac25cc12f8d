import { isFloat } from "@suture/ops";
import { cast, draftFor, elementAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutRound: RepairRule = {
	name: "write-out-round",
	title: "Write Round out by Floor and what is left over",
	kind: "exact",
	operators: ["Round"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const type = elementAt(site, x);
		if (!type || !isFloat(type)) return miss("The type of its input is not known.");
		const draft = draftFor(site, node);
		const floor = draft.add("Floor", [x]);
		const rest = draft.add("Sub", [x, floor]);
		const half = draft.scalar(type, 0.5);
		const evenBelow = draft.add("Mul", [draft.add("Floor", [draft.add("Mul", [floor, half])]), draft.scalar(type, 2)]);
		const isOdd = draft.add("Greater", [floor, evenBelow]);
		// What lies in the middle goes to the even neighbour.
		const isTie = draft.add("And", [draft.add("Equal", [rest, half]), isOdd]);
		const isUp = draft.add("Or", [draft.add("Greater", [rest, half]), isTie]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the number below, and one more where more than half is left over.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: draft.add("Add", [floor, cast(draft, isUp, type)]) })],
		};
	},
};
