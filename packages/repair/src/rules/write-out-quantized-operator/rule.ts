import type { Node } from "@suture/graph";
import { type Draft, draftFor, elementAt, rankAt, told } from "@suture/rewrite";
import type { Along } from "../../quantization/along.ts";
import { dequantized } from "../../quantization/arithmetic.ts";
import { miss, type RepairRule } from "../../rule.ts";
import { type Meaning, meanings } from "./meanings.ts";

export const writeOutQuantizedOperator: RepairRule = {
	name: "write-out-quantized-operator",
	title: "Put DequantizeLinear and QuantizeLinear around the plain operator",
	kind: "exact",
	operators: Object.keys(meanings),
	domains: ["", "com.microsoft"],
	match(site, node) {
		const meaning = meanings[node.opType];
		if (!meaning) return undefined;
		const found = meaning(site, node);
		if (typeof found === "string") return miss(found);
		const draft = draftFor(site, node);
		const operands = found.operands.map((operand) => takenBack(draft, node, operand));
		if (operands.some((operand) => operand === undefined)) return miss("The rank of a scale is not known.");
		const plain = found.compute(
			draft,
			operands.filter((operand) => operand !== undefined),
		);
		const result = quantizedAs(draft, node, plain, found.result);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the operator that TensorRT knows, between numbers that are taken back and quantized again.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** A quantized input in floating point. Before opset 13 DequantizeLinear had one scale for all. */
function takenBack(draft: Draft, node: Node, { value, scale, zero, axis }: Meaning["operands"][number]) {
	const [q = "", s = "", z = ""] = [node.inputs[value], node.inputs[scale], node.inputs[zero]];
	const { site } = draft;
	const [rank, rankOfScale] = [rankAt(site, q), rankAt(site, s)];
	if (rankOfScale === undefined) return undefined;
	if (elementAt(site, q) === "float") return q;
	const isOne = rankOfScale === 0 || axis === undefined;
	if (isOne || site.opset >= 13) {
		const inputs = [q, asGiven(draft, s, isOne), zeroOf(draft, q, asGiven(draft, z, isOne))];
		return draft.add("DequantizeLinear", inputs, isOne || axis === undefined ? {} : { axis: axisIn(axis, rank) });
	}
	if (rank === undefined) return undefined;
	const along: Along = { at: "axis", axis: axisIn(axis, rank), rank };
	return dequantized(draft, q, { scale: s, zero: z, along, type: "float" });
}

function axisIn(axis: number, rank: number | undefined): number {
	return axis < 0 ? axis + (rank ?? 0) : axis;
}

/** ONNX Runtime's own operators also take the one number as a list of one. */
function asGiven(draft: Draft, value: string, isOne: boolean): string {
	if (value === "" || !isOne || rankAt(draft.site, value) !== 1) return value;
	return draft.add("Reshape", [value, draft.int64s([])]);
}

/** Up to 8.4 TensorRT wants a zero point also where it is 0. */
function zeroOf(draft: Draft, q: string, zero: string): string {
	return zero === "" ? draft.scalar(elementAt(draft.site, q) ?? "int8", 0) : zero;
}

function quantizedAs(draft: Draft, node: Node, plain: string, result: Meaning["result"]): string {
	if (result === undefined) return plain;
	const [scale = "", zero = ""] = [node.inputs[result.scale], node.inputs[result.zero]];
	const type = elementAt(draft.site, node.outputs[0]) ?? "int8";
	const level = zero === "" ? draft.scalar(type, 0) : asGiven(draft, zero, true);
	return draft.add("QuantizeLinear", [plain, asGiven(draft, scale, true), level]);
}
