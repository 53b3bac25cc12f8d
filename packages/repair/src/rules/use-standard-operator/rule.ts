import type { Node } from "@suture/graph";
import { operatorSchema } from "@suture/ops";
import { type Draft, draftFor, numbersAt, type Site, told, unsqueeze } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Operators of ONNX Runtime that mean what ONNX means by the same name. Source: ONNX Runtime 1.31, ContribOperators.md. */
const same = ["Trilu", "GridSample", "QuantizeLinear", "DequantizeLinear"];

export const useStandardOperator: RepairRule = {
	name: "use-standard-operator",
	title: "Use ONNX's operator in place of ONNX Runtime's own",
	kind: "exact",
	operators: [...same, "ExpandDims"],
	domains: ["com.microsoft"],
	match(site, node) {
		const draft = draftFor(site, node);
		const result = node.opType === "ExpandDims" ? expanded(draft, site, node) : renamed(draft, site, node);
		if (result === undefined) return miss("No operator of ONNX at this opset says the same.");
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the operator of ONNX that does the same.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function expanded(draft: Draft, site: Site, { inputs }: Node): string | undefined {
	const axes = numbersAt(site, inputs[1]);
	return axes && unsqueeze(draft, inputs[0] ?? "", axes);
}

function renamed(draft: Draft, site: Site, node: Node): string | undefined {
	const schema = operatorSchema(node.opType, "", site.opset);
	const isKnown = node.attributes.every(({ name = "" }) => schema?.attributes.has(name));
	return schema && isKnown ? draft.copy({ ...node, domain: "" }, node.inputs) : undefined;
}
