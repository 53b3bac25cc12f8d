import type { Node } from "@suture/graph";
import { type Draft, draftFor, elementAt, floatOf, integerOf, rankAt, type Site, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutFusedProduct: RepairRule = {
	name: "write-out-fused-product",
	title: "Write ONNX Runtime's MatMul with transposes and a factor out",
	kind: "exact",
	operators: ["FusedMatMul", "TransposeMatMul"],
	domains: ["com.microsoft"],
	match(site, node) {
		const [a = "", b = ""] = node.inputs;
		const element = elementAt(site, a);
		const [rankOfA, rankOfB] = [rankAt(site, a), rankAt(site, b)];
		if (rankOfA === undefined || rankOfB === undefined || !element)
			return miss("The ranks or the type of its inputs are not known.");
		const draft = draftFor(site, node);
		const left = turned(draft, site, node, a, rankOfA, "A");
		const right = turned(draft, site, node, b, rankOfB, "B");
		const product = draft.add("MatMul", [left, right]);
		const alpha = floatOf(site, node, "alpha") ?? 1;
		const result = alpha === 1 ? product : draft.add("Mul", [product, draft.scalar(element, alpha)]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a MatMul with its transposes before and its factor behind.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** transBatch brings the first axis behind the others of the batch, trans swaps the last two; vectors stay. */
function turned(draft: Draft, site: Site, node: Node, value: string, rank: number, which: "A" | "B"): string {
	const axes = Array.from({ length: rank }, (_, i) => i);
	if (rank < 2) return value;
	const moved = integerOf(site, node, `transBatch${which}`) === 1 ? [...axes.slice(1, -1), 0, rank - 1] : axes;
	const [last = 0, before = 0] = [moved.at(-1), moved.at(-2)];
	const perm = integerOf(site, node, `trans${which}`) === 1 ? [...moved.slice(0, -2), last, before] : moved;
	return perm.every((axis, i) => axis === i) ? value : draft.add("Transpose", [value], { perm });
}
