import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { floatOf } from "../../match/attributes.ts";
import { isDecidedLater } from "../../match/decided-later.ts";
import { told } from "../../match/forward.ts";
import { isPowerOfTwo } from "../../match/power-of-two.ts";
import { int64s, type NewNode, replacement, type TensorLiterals } from "../../match/replacement.ts";
import { haveSameShape } from "../../match/same-sizes.ts";
import { elementAt, isReadOnlyBy, makerOf, readersOf, type Site, tensorAt } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";
import { type Weighted, weightedOf } from "../../match/weighted.ts";

export const fuseAffine: Rule = {
	name: "fuse-affine",
	title: "Put factors and sums behind a layer into its weights",
	level: "exact",
	operators: ["Mul", "Div", "Add", "Sub"],
	match(site, node) {
		const found = operandsOf(site, node);
		if (!found) return undefined;
		const { layer, constant } = found;
		const isFactor = node.opType === "Mul" || node.opType === "Div";
		const fused = isFactor ? scaled(site, node, layer, constant) : shifted(site, node, layer, constant);
		const rounds = !(isFactor && isPowerOfTwo(uniformAt(site, constant.value)));
		if (!fused || (rounds && isDecidedLater(site, node))) return undefined;
		const what = isFactor ? "weights" : "bias";
		return {
			rounds,
			nodes: [node, layer.node],
			sentence: `What ${told(node)} does to each channel can be done to the ${what} of ${told(layer.node)} beforehand.`,
			edits: [replacement(site, [node, layer.node], fused.come, fused.tensors)],
		};
	},
};

interface Operands {
	readonly layer: Weighted;
	/** One number, or one for each channel. */
	readonly constant: { readonly value: string; readonly isScalar: boolean };
}

function operandsOf(site: Site, node: Node): Operands | undefined {
	const isOrdered = node.opType === "Div" || node.opType === "Sub";
	for (const [value = "", other = ""] of isOrdered ? [node.inputs] : [node.inputs, node.inputs.toReversed()]) {
		const maker = makerOf(site, value);
		const layer = maker && weightedOf(site, maker, (reader) => isAlike(site, reader, node, { layer: maker, other }));
		if (!layer || !isReadOnlyBy(site, value, node) || !haveSameShape(site, value, node.outputs[0])) continue;
		const constant = perChannel(site, other, layer);
		if (constant) return { layer, constant };
	}
	return undefined;
}

/** Whether a layer with the same weights has the same behind it, so that both get the same new weights. A sum goes into the bias
 *  and leaves the weights to whoever reads them. */
function isAlike(site: Site, reader: Node, node: Node, { layer, other }: { layer: Node; other: string }): boolean {
	if (node.opType === "Add" || node.opType === "Sub") return true;
	const [value = ""] = reader.outputs;
	const [behind] = readersOf(site, value);
	if (reader.opType !== layer.opType || behind?.opType !== node.opType || !isReadOnlyBy(site, value, behind))
		return false;
	return behind.inputs.indexOf(other) >= 0 && behind.inputs.indexOf(other) === node.inputs.indexOf(other);
}

/** A constant that is the same in all places of a channel. */
function perChannel(site: Site, value: string, { channels, channelAxis }: Weighted): Operands["constant"] | undefined {
	const dims = tensorAt(site, value)?.dims;
	if (!dims) return undefined;
	if (dims.every((size) => size === 1)) return { value, isScalar: true };
	const isChannels = dims.every((size, axis) => size === (axis - dims.length === channelAxis ? channels : 1));
	return isChannels ? { value, isScalar: false } : undefined;
}

interface Fused {
	readonly come: readonly NewNode[];
	readonly tensors: TensorLiterals;
}

function scaled(site: Site, node: Node, layer: Weighted, { value, isScalar }: Operands["constant"]): Fused | undefined {
	// Gemm multiplies its bias with beta; where that is 1, as nearly always, the bias is scaled with the weights.
	if (layer.node.opType === "Gemm" && (floatOf(site, layer.node, "beta") !== 1 || !isVector(site, layer.bias)))
		return undefined;
	const { opType } = node;
	const [, , ...rest] = layer.node.inputs;
	const come: NewNode[] = [
		{ opType: "Reshape", inputs: [value, "%along"], outputs: ["%factor"] },
		{ opType, inputs: [layer.weights, "%factor"], outputs: ["%weights"] },
	];
	if (layer.bias) {
		come.push({ opType: "Reshape", inputs: [value, "%flat"], outputs: ["%factors"] });
		come.push({ opType, inputs: [layer.bias, "%factors"], outputs: ["%bias"] });
	}
	const inputs = [layer.node.inputs[0] ?? "", "%weights", ...(layer.bias ? ["%bias"] : rest)];
	come.push({ ...layer.node, inputs, outputs: node.outputs });
	const along = isScalar ? layer.alongWeights.map(() => 1) : layer.alongWeights;
	return { come, tensors: { "%along": int64s(along), ...(layer.bias ? { "%flat": int64s([-1]) } : {}) } };
}

function shifted(site: Site, node: Node, layer: Weighted, { value }: Operands["constant"]): Fused | undefined {
	const { opType: layerType } = layer.node;
	if (layerType === "MatMul") return undefined;
	if (layerType === "Gemm" && (floatOf(site, layer.node, "beta") !== 1 || !isVector(site, layer.bias)))
		return undefined;
	const zero = zeroOf(site, layer.weights);
	if (!zero) return undefined;
	const [data = ""] = layer.node.inputs;
	const come: NewNode[] = [
		{ opType: "Reshape", inputs: [value, "%flat"], outputs: ["%shift"] },
		// A layer without bias gets one of zeros, so that a single number becomes one for each channel.
		...(layer.bias ? [] : [{ opType: "Expand", inputs: ["%zero", "%channels"], outputs: ["%zeros"] }]),
		{ opType: node.opType, inputs: [layer.bias ?? "%zeros", "%shift"], outputs: ["%bias"] },
		{ ...layer.node, inputs: [data, layer.weights, "%bias"], outputs: node.outputs },
	];
	const zeros: TensorLiterals = layer.bias ? {} : { "%zero": zero, "%channels": int64s([layer.channels]) };
	return { come, tensors: { "%flat": int64s([-1]), ...zeros } };
}

function zeroOf(site: Site, value: string): TensorLiterals[string] | undefined {
	const type = elementAt(site, value);
	return type && { type, dims: [1], values: [0] };
}

/** Whether a bias has one number for each channel, or is not there. */
function isVector(site: Site, bias: string | undefined): boolean {
	return bias === undefined || tensorAt(site, bias)?.dims.length === 1;
}
