import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { floatOf, integerOf } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { int64s, type NewNode, replacement } from "../../match/replacement.ts";
import { elementAt, isReadOnlyBy, isUsed, makerOf, type Site, tensorAt } from "../../match/site.ts";
import { type Weighted, weightedOf } from "../../match/weighted.ts";

export const fuseBatchNormalization: Rule = {
	name: "fuse-batch-normalization",
	title: "Put BatchNormalization into the layer before it",
	level: "exact",
	operators: ["BatchNormalization"],
	match(site, node) {
		const [value = "", scale, shift, mean, variance] = node.inputs;
		const maker = makerOf(site, value);
		const layer = maker && weightedOf(site, maker);
		if (!layer || !isReadOnlyBy(site, value, node) || !isInference(site, node)) return undefined;
		if (![scale, shift, mean, variance].every((one) => tensorAt(site, one)?.dims[0] === layer.channels))
			return undefined;
		if (layer.node.opType === "MatMul" || (layer.node.opType === "Gemm" && !hasPlainBias(site, layer)))
			return undefined;
		const type = elementAt(site, variance);
		if (!type || type !== elementAt(site, layer.weights)) return undefined;
		const epsilon = { type, dims: [], values: [floatOf(site, node, "epsilon") ?? 1e-5] };
		return {
			rounds: true,
			nodes: [node, layer.node],
			sentence: `${told(node)} multiplies and shifts each channel: the weights and the bias of ${told(layer.node)} can do that.`,
			edits: [
				replacement(site, [node, layer.node], comeFor(node, layer), {
					"%epsilon": epsilon,
					"%along": int64s(layer.alongWeights),
				}),
			],
		};
	},
};

function isInference(site: Site, node: Node): boolean {
	if (node.outputs.slice(1).some((output) => isUsed(site, output))) return false;
	if (site.opset < 7) return integerOf(site, node, "is_test") === 1;
	return (integerOf(site, node, "training_mode") ?? 0) === 0 && (integerOf(site, node, "spatial") ?? 1) === 1;
}

function hasPlainBias(site: Site, { node, bias }: Weighted): boolean {
	return floatOf(site, node, "beta") === 1 && (bias === undefined || tensorAt(site, bias)?.dims.length === 1);
}

/** w' = w·k and b' = (b − mean)·k + shift, with k = scale / √(variance + ε). */
function comeFor(node: Node, layer: Weighted): NewNode[] {
	const [, scale = "", shift = "", mean = "", variance = ""] = node.inputs;
	const [data = ""] = layer.node.inputs;
	return [
		{ opType: "Add", inputs: [variance, "%epsilon"], outputs: ["%above"] },
		{ opType: "Sqrt", inputs: ["%above"], outputs: ["%deviation"] },
		{ opType: "Div", inputs: [scale, "%deviation"], outputs: ["%factors"] },
		{ opType: "Reshape", inputs: ["%factors", "%along"], outputs: ["%factor"] },
		{ opType: "Mul", inputs: [layer.weights, "%factor"], outputs: ["%weights"] },
		layer.bias
			? { opType: "Sub", inputs: [layer.bias, mean], outputs: ["%centred"] }
			: { opType: "Neg", inputs: [mean], outputs: ["%centred"] },
		{ opType: "Mul", inputs: ["%centred", "%factors"], outputs: ["%multiplied"] },
		{ opType: "Add", inputs: ["%multiplied", shift], outputs: ["%bias"] },
		{ ...layer.node, inputs: [data, "%weights", "%bias"], outputs: node.outputs },
	];
}
