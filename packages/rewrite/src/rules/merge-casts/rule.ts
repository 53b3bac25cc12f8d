import type { ElementType } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { forward, told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { elementAt, madeBy } from "../../match/site.ts";

/** Types that hold every value of a type. */
const wider: Partial<Record<ElementType, readonly ElementType[]>> = {
	bool: [
		"int8",
		"uint8",
		"int16",
		"uint16",
		"int32",
		"uint32",
		"int64",
		"uint64",
		"float16",
		"bfloat16",
		"float",
		"double",
	],
	int8: ["int16", "int32", "int64", "float16", "float", "double"],
	uint8: ["int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float", "double"],
	int16: ["int32", "int64", "float", "double"],
	uint16: ["int32", "uint32", "int64", "uint64", "float", "double"],
	int32: ["int64", "double"],
	uint32: ["int64", "uint64", "double"],
	float16: ["float", "double"],
	bfloat16: ["float", "double"],
	float: ["double"],
};

const targets: ReadonlySet<string> = new Set(Object.keys(wider).concat("int64", "uint64", "double"));

export const mergeCasts: Rule = {
	name: "merge-casts",
	title: "Cast once instead of twice",
	level: "exact",
	operators: ["Cast"],
	match(site, node) {
		const first = madeBy(site, node.inputs[0], "Cast");
		const from = first && elementAt(site, first.inputs[0]);
		const between = elementAt(site, node.inputs[0]);
		const to = elementAt(site, node.outputs[0]);
		if (!first || !from || !between || !to || !targets.has(to)) return undefined;
		if (!wider[from]?.includes(between)) return undefined;
		const sentence = `Every ${from} is a ${between} too, so ${told(node)} needs no ${told(first)}.`;
		if (from === to) {
			const edits = forward(site, node, first.inputs[0]);
			return edits && { nodes: [node, first], sentence, edits };
		}
		const merged = { ...node, inputs: first.inputs };
		return { nodes: [node, first], sentence, edits: [replacement(site, [node], [merged])] };
	},
};
