import type { Node } from "@suture/graph";
import { isFloat } from "@suture/ops";
import { cast, clip, draftFor, elementAt, isOutput, isUsed, readersOf, type Site, told } from "@suture/rewrite";
import { alongOf } from "../../quantization/along.ts";
import { dequantized, quantized, scaledBack } from "../../quantization/arithmetic.ts";
import { levels } from "../../quantization/levels.ts";
import { type Fix, type Miss, miss, type RepairRule } from "../../rule.ts";

export const writeOutQuantization: RepairRule = {
	name: "write-out-quantization",
	title: "Compute quantized numbers in floating point",
	kind: "exact",
	operators: ["QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear"],
	match(site, node) {
		if (node.opType === "QuantizeLinear") return quantizeLinear(site, node);
		return node.opType === "DequantizeLinear" ? dequantizeLinear(site, node) : dynamicQuantizeLinear(site, node);
	},
};

/** With all that takes it back at once: so what is between needs no type of its own. */
function quantizeLinear(site: Site, node: Node): Fix | Miss {
	const [x = "", scale = "", zero = ""] = node.inputs;
	const [q = ""] = node.outputs;
	const type = elementAt(site, x);
	const given = elementAt(site, q);
	const range = given && levels[given];
	const along = alongOf(site, node);
	if (!type || !isFloat(type) || !given || !range) return miss("It does not quantize floating point to integers.");
	if (!along) return miss("It has a scale for each block, or the rank of its scale is not known.");
	const readers = readersOf(site, q).filter(
		(one) => one.opType === "DequantizeLinear" && one.inputs[0] === q && one.inputs.indexOf(q, 1) < 0,
	);
	const draft = draftFor(site, node);
	const levelled = quantized(draft, x, { scale, zero, along, type }, range);
	const results = new Map<string, string>();
	const gone = [node];
	for (const reader of readers) {
		const [, scale = "", zero = ""] = reader.inputs;
		const along = alongOf(site, reader);
		const type = elementAt(site, reader.outputs[0]);
		if (!along || !type) continue;
		const back = { scale, zero, along, type };
		const same = elementAt(site, x) === type ? levelled : cast(draft, levelled, type);
		results.set(reader.outputs[0] ?? "", scaledBack(draft, same, back));
		gone.push(reader);
	}
	const isReadOtherwise = readersOf(site, q).some((one) => !gone.includes(one));
	if (isReadOtherwise || isOutput(site, q) || site.captured.has(q)) results.set(q, cast(draft, levelled, given));
	return {
		nodes: gone,
		sentence: `${told(node)} becomes a division, rounding and limits in floating point, and what takes it back a product.`,
		edits: [draft.replace(gone, Object.fromEntries(results))],
	};
}

function dequantizeLinear(site: Site, node: Node): Fix | Miss {
	const [q = "", scale = "", zero = ""] = node.inputs;
	const type = elementAt(site, node.outputs[0]);
	const given = elementAt(site, q);
	const along = alongOf(site, node);
	if (!type || !given || isFloat(given)) return miss("The type that it takes back is not known, or no integer.");
	if (!along) return miss("It has a scale for each block, or the rank of its scale is not known.");
	const draft = draftFor(site, node);
	const result = dequantized(draft, q, { scale, zero, along, type });
	return {
		nodes: [node],
		sentence: `${told(node)} becomes a Cast, and a product with its scale.`,
		edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
	};
}

/** ONNX: the range with 0 in it is parted into 255 steps. */
function dynamicQuantizeLinear(site: Site, node: Node): Fix | Miss {
	const [x = ""] = node.inputs;
	const [q = "", scaleOutput = "", zeroOutput = ""] = node.outputs;
	if (elementAt(site, x) !== "float") return miss("The type of its input is not known.");
	const draft = draftFor(site, node);
	const nothing = draft.scalar("float", 0);
	const high = draft.add("Max", [draft.add("ReduceMax", [x], { keepdims: 0 }), nothing]);
	const low = draft.add("Min", [draft.add("ReduceMin", [x], { keepdims: 0 }), nothing]);
	const steps = draft.add("Div", [draft.add("Sub", [high, low]), draft.scalar("float", 255)]);
	// Where all is 0 any scale will do.
	const scale = draft.add("Where", [draft.add("Equal", [steps, nothing]), draft.scalar("float", 1), steps]);
	const lowest = draft.add("Div", [draft.add("Sub", [nothing, low]), scale]);
	const zero = draft.add("Round", [clip(draft, lowest, 0, 255, "float")]);
	const results = new Map<string, string>();
	if (isUsed(site, q)) {
		const rounded = draft.add("Round", [draft.add("Div", [x, scale])]);
		results.set(q, cast(draft, clip(draft, draft.add("Add", [rounded, zero]), 0, 255, "float"), "uint8"));
	}
	if (isUsed(site, scaleOutput)) results.set(scaleOutput, scale);
	if (isUsed(site, zeroOutput)) results.set(zeroOutput, cast(draft, zero, "uint8"));
	return {
		nodes: [node],
		sentence: `${told(node)} becomes the formula by which ONNX defines it.`,
		edits: [draft.replace([node], Object.fromEntries(results))],
	};
}
