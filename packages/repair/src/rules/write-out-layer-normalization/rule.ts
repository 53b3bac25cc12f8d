import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import { draftFor, elementAt, floatOf, integerOf, isUsed, rankAt, type Site, told } from "@suture/rewrite";
import { standardize } from "../../normalization/standardize.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutLayerNormalization: RepairRule = {
	name: "write-out-layer-normalization",
	title: "Write LayerNormalization out in older operators",
	kind: "exact",
	operators: ["LayerNormalization", "SimplifiedLayerNormalization", "RMSNormalization"],
	match(site, node) {
		const [x = "", scale = "", bias] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		if (rank === undefined || element === undefined) return miss("The rank or the type of its input is not known.");
		const draft = draftFor(site, node);
		const axis = integerOf(site, node, "axis") ?? -1;
		const axes = Array.from({ length: rank }, (_, i) => i).slice(axis);
		const inner = computedIn(site, node, element);
		const { value, mean, deviation } = standardize(draft, {
			x,
			axes,
			epsilon: floatOf(site, node, "epsilon") ?? 1e-5,
			element,
			inner,
			isCentered: node.opType === "LayerNormalization",
		});
		const scaled = draft.add("Mul", [value, scale]);
		const result = bias ? draft.add("Add", [scaled, bias]) : scaled;
		const results = new Map([[node.outputs[0] ?? "", result]]);
		const [, meanOutput = "", inverseOutput = ""] = node.outputs;
		if (isUsed(site, meanOutput) && mean !== undefined) results.set(meanOutput, mean);
		if (isUsed(site, inverseOutput)) {
			results.set(inverseOutput, draft.add("Div", [draft.scalar(inner, 1), deviation]));
		}
		return {
			nodes: [node],
			sentence: `${told(node)} becomes means, a square root and a division, as ONNX defines it.`,
			edits: [draft.replace([node], Object.fromEntries(results))],
		};
	},
};

/** ONNX stashes in FLOAT unless stash_type says otherwise. */
function computedIn(site: Site, node: Node, element: ElementType): ElementType {
	const isNarrow = element === "float16" || element === "bfloat16";
	return isNarrow && (integerOf(site, node, "stash_type") ?? 1) === 1 ? "float" : element;
}
