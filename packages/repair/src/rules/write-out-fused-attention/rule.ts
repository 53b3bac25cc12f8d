import type { Node } from "@suture/graph";
import { type Draft, draftFor, isUsed, type Site, told } from "@suture/rewrite";
import { type Miss, miss, type RepairRule } from "../../rule.ts";
import { keysAndQueries } from "./many-heads.ts";
import { projected } from "./projected.ts";
import type { Written } from "./written.ts";

export const writeOutFusedAttention: RepairRule = {
	name: "write-out-fused-attention",
	title: "Write ONNX Runtime's attention out as products and a softmax",
	kind: "exact",
	operators: ["Attention", "MultiHeadAttention"],
	domains: ["com.microsoft"],
	match(site, node) {
		const draft = draftFor(site, node);
		const found = writtenOut(draft, site, node);
		if ("miss" in found) return found;
		return {
			nodes: [node],
			sentence: `${told(node)} becomes two products with a softmax between them, as ONNX Runtime defines it.`,
			edits: [draft.replace([node], Object.fromEntries(found.results.filter(([output]) => isUsed(site, output))))],
		};
	},
};

function writtenOut(draft: Draft, site: Site, node: Node): { readonly results: Exclude<Written, string> } | Miss {
	const found = node.opType === "Attention" ? projected(draft, site, node) : keysAndQueries(draft, site, node);
	return typeof found === "string" ? miss(found) : { results: found };
}
