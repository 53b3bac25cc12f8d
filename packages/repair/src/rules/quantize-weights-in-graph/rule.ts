import type { Node } from "@suture/graph";
import {
	draftFor,
	elementAt,
	integerOf,
	makerOf,
	numbersAt,
	readersOf,
	type Site,
	tensorAt,
	told,
} from "@suture/rewrite";
import { alongOf } from "../../quantization/along.ts";
import { dequantized, isZero } from "../../quantization/arithmetic.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const quantizeWeightsInGraph: RepairRule = {
	name: "quantize-weights-in-graph",
	title: "Keep quantized weights in floating point and quantize them in the graph",
	kind: "exact",
	operators: ["DequantizeLinear"],
	codes: ["tensorrt/crashes"],
	match(site, node) {
		const [q = "", scale = "", zero = ""] = node.inputs;
		const type = elementAt(site, node.outputs[0]);
		const along = alongOf(site, node);
		if (!tensorAt(site, q) || !type || !along) return miss("It takes no constant back, or its scale is of blocks.");
		const draft = draftFor(site, node);
		if (!isZero(draft, zero)) return miss("Its zero point is not 0.");
		const [output = ""] = node.outputs;
		const plain = dequantized(draft, q, { scale, zero, along, type });
		const axis = along.at === "axis" ? integerOf(site, node, "axis") : undefined;
		const isQuantized = readersOf(site, output).every((reader) => computesQuantized(site, reader, output));
		const result = isQuantized ? again(plain) : plain;
		function again(value: string): string {
			const literal = zero || draft.scalar("int8", 0);
			const levelled = draft.add("QuantizeLinear", [value, scale, literal], { axis });
			return draft.add("DequantizeLinear", [levelled, scale, literal], { axis });
		}
		return {
			nodes: [node],
			sentence: `The weights that ${told(node)} takes back become numbers of floating point${isQuantized ? ", which are quantized in the graph" : ""}.`,
			edits: [draft.replace([node], { [output]: result })],
		};
	},
};

/** Whether all else that a node reads is quantized around the middle, and stays so: only then TensorRT computes it in INT8. */
function computesQuantized(site: Site, node: Node, weights: string): boolean {
	const [x, w] = node.inputs;
	const maker = makerOf(site, x === weights ? w : x);
	if (maker?.opType !== "DequantizeLinear") return false;
	const [q, , zero] = maker.inputs;
	const middle = elementAt(site, q) === "uint8" ? 128 : 0;
	return numbersAt(site, zero)?.every((one) => one === middle) ?? false;
}
