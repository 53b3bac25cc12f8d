import { attributeOf, draftFor, elementAt, extreme, floatOf, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const clipByMinAndMax: RepairRule = {
	name: "clip-by-min-and-max",
	title: "Clip by Max and Min",
	kind: "exact",
	operators: ["Clip"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const element = elementAt(site, x);
		if (!element || site.opset < 8) return miss("The type of its input is not known.");
		const draft = draftFor(site, node);
		const [low, high] = (["min", "max"] as const).map((name, i) => {
			if (site.opset >= 11) return node.inputs[i + 1] ?? "";
			return attributeOf(node, name) ? draft.scalar(element, floatOf(site, node, name) ?? 0) : "";
		});
		const raised = low ? extreme(draft, "Max", x, low, element) : x;
		const result = high ? extreme(draft, "Min", raised, high, element) : raised;
		return {
			nodes: [node],
			sentence: `${told(node)} becomes Max with its lower bound and Min with its upper one.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
