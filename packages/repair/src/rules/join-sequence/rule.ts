import type { Node } from "@suture/graph";
import { type Draft, draftFor, integerOf, numbersAt, rankAt, type Site, told, unsqueeze } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { elementsOf, type SequenceElement } from "../../sequence/elements-of.ts";

export const joinSequence: RepairRule = {
	name: "join-sequence",
	title: "Take tensors directly in place of from a sequence",
	kind: "exact",
	operators: ["SequenceAt", "ConcatFromSequence", "SequenceLength"],
	match(site, node) {
		const elements = elementsOf(site, node.inputs[0] ?? "");
		if (typeof elements === "string") return miss(elements);
		const draft = draftFor(site, node);
		const result = resultOf(draft, site, node, elements);
		if (result === undefined)
			return miss("The place that it takes is not constant, or the rank of an element is not known.");
		return {
			nodes: [node],
			sentence: `${told(node)} takes its tensors directly: the sequence has ${elements.length}, and all are known.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function resultOf(draft: Draft, site: Site, node: Node, elements: readonly SequenceElement[]): string | undefined {
	if (node.opType === "SequenceLength") return draft.scalar("int64", elements.length);
	if (node.opType === "SequenceAt") {
		const [position] = numbersAt(site, node.inputs[1]) ?? [];
		return position === undefined ? undefined : elements.at(position)?.(draft);
	}
	const values = elements.map((element) => element(draft));
	const axis = integerOf(site, node, "axis") ?? 0;
	if (values.length === 0) return undefined;
	if (integerOf(site, node, "new_axis") !== 1) return draft.add("Concat", values, { axis });
	const rank = rankAt(site, node.outputs[0]) ?? (rankAt(site, values[0]) ?? Number.NaN) + 1;
	if (Number.isNaN(rank)) return undefined;
	const at = axis < 0 ? axis + rank : axis;
	return draft.add(
		"Concat",
		values.map((value) => unsqueeze(draft, value, [at])),
		{ axis: at },
	);
}
