import { attributeOf, draftFor, integerOf, slice, told, toTheEnd } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const sliceWholeShape: RepairRule = {
	name: "slice-whole-shape",
	title: "Take the whole shape and cut it",
	kind: "exact",
	operators: ["Shape"],
	match(site, node) {
		const start = integerOf(site, node, "start") ?? 0;
		const end = attributeOf(node, "end")?.i;
		if (start === 0 && end === undefined) return miss("It takes the whole shape already.");
		const draft = draftFor(site, node);
		const whole = draft.add("Shape", [node.inputs[0] ?? ""]);
		const part = slice(draft, whole, 0, start, end === undefined ? toTheEnd : Number(end));
		return {
			nodes: [node],
			sentence: `${told(node)} takes the whole shape, and a Slice the part that is asked for.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: part })],
		};
	},
};
