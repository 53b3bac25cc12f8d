import { draftFor, elementAt, rankAt, tensorAt, told, unsqueeze } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const addBiasBehind: RepairRule = {
	name: "add-bias-behind",
	title: "Add a computed bias behind the convolution",
	kind: "exact",
	operators: ["Conv", "ConvTranspose"],
	codes: ["tensorrt/must-be-constant", "tensorrt/fold-first"],
	match(site, node) {
		const [x = "", w = "", bias = ""] = node.inputs;
		const rank = rankAt(site, x) ?? rankAt(site, w);
		if (bias === "" || tensorAt(site, bias)) return miss("Its bias is an initializer, or it has none.");
		if (rank === undefined || elementAt(site, bias) === undefined) return miss("The rank of its input is not known.");
		const draft = draftFor(site, node);
		const product = draft.copy(node, [x, w]);
		const behind = Array.from({ length: rank - 2 }, (_, i) => i + 1);
		const result = draft.add("Add", [product, unsqueeze(draft, bias, behind)]);
		return {
			nodes: [node],
			sentence: `The bias of ${told(node)} is computed: an Add behind it takes it.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
