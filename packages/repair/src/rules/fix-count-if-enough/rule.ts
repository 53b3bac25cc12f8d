import { draftFor, elementAt, factAt, rankAt, tensorAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { mostOf } from "../../sizes/most-of.ts";

/** Exporters write the count as the smaller of a constant and of what there is. */
export const fixCountIfEnough: RepairRule = {
	name: "fix-count-if-enough",
	title: "Take a constant count for TopK, if there always are so many",
	kind: "assumes",
	operators: ["TopK"],
	codes: ["tensorrt/must-be-constant"],
	match(site, node) {
		const [x = "", k = ""] = node.inputs;
		const [count] = factAt(site, k).value ?? [];
		if (k === "" || tensorAt(site, k)) return miss("Its count is constant.");
		const most = mostOf(count);
		if (most === undefined) return miss("Its count is not the smaller of a constant and of what there is.");
		const draft = draftFor(site, node);
		const type = elementAt(site, k) ?? "int64";
		const literal = draft.tensor({ type, dims: rankAt(site, k) === 0 ? [] : [1], values: [most] });
		const results = draft.copyMany(node, [x, literal]);
		const named = node.outputs.flatMap((output, i) => (output === "" ? [] : [[output, results[i] ?? ""] as const]));
		return {
			nodes: [node],
			sentence: `${told(node)} takes ${most} elements, whatever the size of the input.`,
			edits: [draft.replace([node], Object.fromEntries(named))],
			assumption: `${told(node)} always has at least ${most} elements to choose from.`,
		};
	},
};
