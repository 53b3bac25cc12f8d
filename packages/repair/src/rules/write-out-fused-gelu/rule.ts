import { isFloat } from "@suture/ops";
import { draftFor, elementAt, floatOf, told } from "@suture/rewrite";
import { geluByErf, geluByTanh, swish } from "../../activation/gelu.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutFusedGelu: RepairRule = {
	name: "write-out-fused-gelu",
	title: "Write ONNX Runtime's activations out as their formulas",
	kind: "exact",
	operators: ["Gelu", "BiasGelu", "FastGelu", "QuickGelu", "BiasAdd"],
	domains: ["com.microsoft"],
	match(site, node) {
		const [x = "", ...summands] = node.inputs;
		const type = elementAt(site, x);
		if (type === undefined || !isFloat(type)) return miss("Its input is not known to be of floating point.");
		const draft = draftFor(site, node);
		const sum = summands.filter((one) => one !== "").reduce((value, one) => draft.add("Add", [value, one]), x);
		const formula = () => {
			if (node.opType === "QuickGelu") return swish(draft, sum, type, floatOf(site, node, "alpha") ?? 1.702);
			if (node.opType === "FastGelu") return geluByTanh(draft, sum, type);
			return node.opType === "BiasAdd" ? sum : geluByErf(draft, sum, type);
		};
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the formula by which ONNX Runtime defines it.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: formula() })],
		};
	},
};
