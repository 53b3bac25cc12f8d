import type { Node } from "@suture/graph";
import { cast, draftFor, elementAt, type Site, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Operators that move or compare values without looking at their type: the inputs that hold them, and whether the output does. */
const rows: Readonly<Record<string, { readonly inputs: readonly number[]; readonly isOutput: boolean }>> = {
	Gather: { inputs: [0], isOutput: true },
	GatherElements: { inputs: [0], isOutput: true },
	GatherND: { inputs: [0], isOutput: true },
	ScatterND: { inputs: [0, 2], isOutput: true },
	ScatterElements: { inputs: [0, 2], isOutput: true },
	Where: { inputs: [1, 2], isOutput: true },
	Equal: { inputs: [0, 1], isOutput: false },
	Tile: { inputs: [0], isOutput: true },
	Expand: { inputs: [0], isOutput: true },
	Slice: { inputs: [0], isOutput: true },
	Concat: { inputs: [0, 1, 2, 3, 4, 5, 6, 7], isOutput: true },
	Pad: { inputs: [0], isOutput: true },
	DepthToSpace: { inputs: [0], isOutput: true },
	SpaceToDepth: { inputs: [0], isOutput: true },
	ReduceMax: { inputs: [0], isOutput: true },
	ReduceMin: { inputs: [0], isOutput: true },
	Trilu: { inputs: [0], isOutput: true },
};

/** false is 0 and true is 1: moving, choosing and comparing them as integers gives the same. */
export const computeBoolAsInteger: RepairRule = {
	name: "compute-bool-as-integer",
	title: "Let an operator that refuses BOOL work on INT32",
	kind: "exact",
	operators: Object.keys(rows),
	codes: ["tensorrt/unsupported-type", "tensorrt/unsupported-shape"],
	match(site, node) {
		const row = rows[node.opType];
		const taken = row?.inputs.filter((i) => (node.inputs[i] ?? "") !== "") ?? [];
		if (!row || !taken.some((i) => elementAt(site, node.inputs[i]) === "bool")) return miss("It works on no BOOL.");
		if (node.opType === "Pad" && (node.inputs[2] ?? "") !== "") return miss("It pads with a BOOL of its own.");
		const draft = draftFor(site, node);
		const inputs = node.inputs.map((value, i) => (isBool(site, node, i, taken) ? cast(draft, value, "int32") : value));
		const result = draft.copy(node, inputs);
		const [output = ""] = node.outputs;
		return {
			nodes: [node],
			sentence: `${told(node)} works on INT32 in place of BOOL: 0 and 1 stay what they are.`,
			edits: [draft.replace([node], { [output]: row.isOutput ? cast(draft, result, "bool") : result })],
		};
	},
};

function isBool(site: Site, node: Node, input: number, taken: readonly number[]): boolean {
	return taken.includes(input) && elementAt(site, node.inputs[input]) === "bool";
}
