import type { Node } from "@suture/graph";
import { draftFor, elementAt, numbersAt, type Site, shapeAt, told, withAttributes } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** What UINT8 counts from where INT8 counts from 0. */
const middle = 128;

export const quantizeToInt8: RepairRule = {
	name: "quantize-to-int8",
	title: "Quantize to INT8 around 0 in place of UINT8 around 128",
	kind: "exact",
	operators: ["QuantizeLinear"],
	match(site, node) {
		const [value = ""] = node.outputs;
		const readers = (site.index.uses.get(value) ?? []).map((use) => use.node);
		if (!isAroundMiddle(site, node)) return miss("Its zero point is not 128 throughout.");
		if (site.index.outputs.has(value) || site.captured.has(value)) return miss("Its numbers are seen from outside.");
		if (!readers.every((one) => one.opType === "DequantizeLinear" && isAroundMiddle(site, one))) {
			return miss("Not all that reads it takes 128 back again.");
		}
		let quantized = "";
		const nodes = [node, ...new Set(readers)];
		const draft = draftFor(site, node);
		const named = nodes.flatMap((one) => {
			const [x = "", scale = "", zero = ""] = one.inputs;
			const dims = (shapeAt(site, zero) ?? []).map(Number);
			const count = dims.reduce((a, b) => a * b, 1);
			const literal = draft.tensor({ type: "int8", dims, values: Array.from({ length: count }, () => 0) });
			const input = one === node ? x : quantized;
			const result = draft.copy(one, [input, scale, literal], withAttributes(one.attributes, [], ["output_dtype"]));
			if (one === node) quantized = result;
			return one === node ? [] : [[one.outputs[0] ?? "", result] as const];
		});
		return {
			nodes,
			sentence: `${told(node)} counts from -128 to 127 in place of from 0 to 255; what it stands for is the same.`,
			edits: [draft.replace(nodes, Object.fromEntries(named))],
		};
	},
};

function isAroundMiddle(site: Site, { inputs }: Node): boolean {
	const zero = inputs[2] ?? "";
	return elementAt(site, zero) === "uint8" && (numbersAt(site, zero)?.every((one) => one === middle) ?? false);
}
