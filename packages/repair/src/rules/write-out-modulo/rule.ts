import { isFloat } from "@suture/ops";
import { type Draft, draftFor, elementAt, integerOf, told } from "@suture/rewrite";
import { rangeOf } from "../../range/range-of.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutModulo: RepairRule = {
	name: "write-out-modulo",
	title: "Write Mod out as a division",
	kind: "exact",
	operators: ["Mod"],
	match(site, node) {
		const [a = "", b = ""] = node.inputs;
		const element = elementAt(site, a);
		if (!element || isFloat(element)) return miss("On floating point it rounds otherwise than a division.");
		const draft = draftFor(site, node);
		const left = leftOver(draft, a, b);
		// Div rounds to 0, so what is left over has the sign of a; ONNX wants that of b.
		const [low, divisor] = [rangeOf(site, a).low, rangeOf(site, b).low];
		const isSettled = integerOf(site, node, "fmod") === 1 || (low >= 0 && divisor >= 0);
		const result = isSettled ? left : leftOver(draft, draft.add("Add", [left, b]), b);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes what an integer division leaves over.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function leftOver(draft: Draft, a: string, b: string): string {
	return draft.add("Sub", [a, draft.add("Mul", [draft.add("Div", [a, b]), b])]);
}
