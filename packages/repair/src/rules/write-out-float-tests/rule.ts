import type { ElementType } from "@suture/ops";
import { type Draft, draftFor, elementAt, integerOf, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutFloatTests: RepairRule = {
	name: "write-out-float-tests",
	title: "Find infinities and NaN by comparing",
	kind: "exact",
	operators: ["IsInf", "IsNaN"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const element = elementAt(site, x);
		if (!element || site.opset < 11) return miss("The type of its input is not known, or opset 11 is needed.");
		const draft = draftFor(site, node);
		const isAsked = (sign: string) => integerOf(site, node, `detect_${sign}`) !== 0;
		// Only NaN differs from itself.
		const result =
			node.opType === "IsNaN"
				? draft.add("Not", [draft.add("Equal", [x, x])])
				: isInfinite(draft, x, element, isAsked("positive"), isAsked("negative"));
		if (result === undefined) return miss("It looks for no infinity.");
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a comparison.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function isInfinite(
	draft: Draft,
	x: string,
	element: ElementType,
	positive: boolean,
	negative: boolean,
): string | undefined {
	if (positive && negative) return draft.add("Equal", [draft.add("Abs", [x]), draft.scalar(element, "inf")]);
	if (positive) return draft.add("Equal", [x, draft.scalar(element, "inf")]);
	return negative ? draft.add("Equal", [x, draft.scalar(element, "-inf")]) : undefined;
}
