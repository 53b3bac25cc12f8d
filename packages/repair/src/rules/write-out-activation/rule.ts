import { isFloat } from "@suture/ops";
import { draftFor, elementAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { formulas } from "./formulas.ts";

export const writeOutActivation: RepairRule = {
	name: "write-out-activation",
	title: "Write an activation out as its formula",
	kind: "exact",
	operators: Object.keys(formulas),
	match(site, node) {
		const [x = ""] = node.inputs;
		const type = elementAt(site, x);
		const formula = formulas[node.opType];
		if (type === undefined || !isFloat(type) || !formula)
			return miss("Its input is not known to be of floating point.");
		const draft = draftFor(site, node);
		const result = formula({ draft, x, type, site, node });
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the formula by which ONNX defines it.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
