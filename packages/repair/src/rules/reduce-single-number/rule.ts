import type { Node } from "@suture/graph";
import { draftFor, integersOf, numbersAt, rankAt, type Site, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** What a reduction makes of a single number. */
const ofOne: Readonly<Record<string, readonly string[]>> = {
	ReduceSum: [],
	ReduceMean: [],
	ReduceMax: [],
	ReduceMin: [],
	ReduceProd: [],
	ReduceLogSumExp: [],
	ReduceL1: ["Abs"],
	ReduceL2: ["Abs"],
	ReduceLogSum: ["Log"],
};

export const reduceSingleNumber: RepairRule = {
	name: "reduce-single-number",
	title: "Take a single number for its own reduction",
	kind: "exact",
	operators: Object.keys(ofOne),
	codes: ["tensorrt/unsupported-shape"],
	match(site, node) {
		if (rankAt(site, node.inputs[0]) !== 0) return miss("Its input has axes.");
		if (axesOf(site, node)?.length) return miss("It names axes that its input has not.");
		const draft = draftFor(site, node);
		const [x = ""] = node.inputs;
		const result = (ofOne[node.opType] ?? []).reduce((value, opType) => draft.add(opType, [value]), x);
		return {
			nodes: [node],
			sentence: `${told(node)} reduces a single number.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function axesOf(site: Site, node: Node): readonly number[] | undefined {
	return integersOf(node, "axes") ?? numbersAt(site, node.inputs[1]);
}
