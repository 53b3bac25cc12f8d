import { draftFor, elementAt, madeBy, tensorAt, told } from "@suture/rewrite";
import { alongOf } from "../../quantization/along.ts";
import { dequantized } from "../../quantization/arithmetic.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const foldDequantizedBias: RepairRule = {
	name: "fold-dequantized-bias",
	title: "Make a quantized bias a constant of floating point",
	kind: "exact",
	operators: ["Conv", "ConvTranspose", "Gemm"],
	codes: ["tensorrt/must-be-constant", "tensorrt/fold-first"],
	match(site, node) {
		const [x = "", w = "", bias = ""] = node.inputs;
		const maker = madeBy(site, bias, "DequantizeLinear");
		const type = elementAt(site, bias);
		const [q = "", scale = "", zero = ""] = maker?.inputs ?? [];
		if (!maker || !tensorAt(site, q) || !tensorAt(site, scale) || !type)
			return miss("Its bias is no quantized constant.");
		const along = alongOf(site, maker);
		if (!along) return miss("Its bias has a scale for each block.");
		const draft = draftFor(site, node);
		const plain = dequantized(draft, q, { scale, zero, along, type });
		return {
			nodes: [node],
			sentence: `The bias of ${told(node)} becomes a constant of floating point: TensorRT adds it so.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: draft.copy(node, [x, w, plain]) })],
		};
	},
};
