import type { Node } from "@suture/graph";
import { cast, type Draft, draftFor, rankAt, told, unsqueeze } from "@suture/rewrite";
import { isZero } from "../../quantization/arithmetic.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutIntegerProduct: RepairRule = {
	name: "write-out-integer-product",
	title: "Multiply quantized integers in FLOAT",
	kind: "exact",
	operators: ["MatMulInteger", "ConvInteger"],
	match(site, node) {
		const [a = "", b = "", zeroOfA = "", zeroOfB = ""] = node.inputs;
		const draft = draftFor(site, node);
		const isProduct = node.opType === "MatMulInteger";
		const left = shifted(draft, a, zeroOfA, rankAt(site, zeroOfA) === 1 && isProduct ? [1] : []);
		const filters = rankAt(site, b);
		const isOfEach = rankAt(site, zeroOfB) === 1;
		if (!isProduct && isOfEach && filters === undefined) return miss("The rank of its filters is not known.");
		const behind = isOfEach && !isProduct ? Array.from({ length: (filters ?? 1) - 1 }, (_, i) => i + 1) : [];
		const right = shifted(draft, b, zeroOfB, behind);
		const product = isProduct ? draft.add("MatMul", [left, right]) : convolved(draft, node, left, right);
		return {
			nodes: [node],
			sentence: `${told(node)} multiplies in FLOAT, which holds sums up to 2^24 exactly and rounds what is above.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: cast(draft, product, "int32") })],
		};
	},
};

function shifted(draft: Draft, value: string, zero: string, behind: readonly number[]): string {
	const whole = cast(draft, value, "float");
	if (isZero(draft, zero)) return whole;
	const number = cast(draft, zero, "float");
	return draft.add("Sub", [whole, behind.length === 0 ? number : unsqueeze(draft, number, behind)]);
}

function convolved(draft: Draft, node: Node, x: string, w: string): string {
	return draft.copy({ ...node, opType: "Conv" }, [x, w]);
}
