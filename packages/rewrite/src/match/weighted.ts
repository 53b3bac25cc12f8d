import type { Node } from "@suture/graph";
import { storedByteLength } from "@suture/onnx";
import { integerOf } from "./attributes.ts";
import { elementAt, homeOf, isInner, readersOf, type Site, shapeAt, tensorAt } from "./site.ts";

/** A node that multiplies with constant weights: what is done to its output channel by channel can be done to the weights. */
export interface Weighted {
	readonly node: Node;
	readonly weights: string;
	readonly bias: string | undefined;
	/** Channels of the output. */
	readonly channels: number;
	/** Shape that makes a list of the channels fit the weights. */
	readonly alongWeights: readonly number[];
	/** Axis of the channels in the output, from the end: -1 is the last. */
	readonly channelAxis: number;
}

/** Weights up to this many bytes may be there twice when others read them too. */
const fewBytes = 16_384;

/** What is known of a Conv, ConvTranspose, Gemm or MatMul with constant weights that nobody else needs as they are: every other
 *  reader is one that `alike` says will want them changed in the same way. */
export function weightedOf(
	site: Site,
	node: Node,
	alike: (reader: Node) => boolean = () => false,
): Weighted | undefined {
	const [, weights = "", bias] = node.inputs;
	const tensor = tensorAt(site, weights);
	// Before opset 7 operands were broadcast by other rules.
	if (!tensor || site.opset < 7 || node.domain !== "" || !isRealFloat(elementAt(site, weights))) return undefined;
	if (storedByteLength(tensor) > fewBytes && !isOwn(site, weights, (reader) => reader === node || alike(reader)))
		return undefined;
	if (bias && !tensorAt(site, bias)) return undefined;
	const known = layoutOf(site, node, tensor.dims);
	return known && { node, weights, bias: bias || undefined, ...known };
}

function isOwn(site: Site, weights: string, isOwner: (reader: Node) => boolean): boolean {
	return homeOf(site, weights) === site && isInner(site, weights) && readersOf(site, weights).every(isOwner);
}

function isRealFloat(element: string | undefined): boolean {
	// ONNX Runtime's CPU has hardly a kernel for float16, so that such weights could not be folded.
	return element === "float" || element === "double";
}

type Layout = Pick<Weighted, "channels" | "alongWeights" | "channelAxis">;

function layoutOf(site: Site, node: Node, dims: readonly number[]): Layout | undefined {
	const ones = (length: number) => Array.from({ length }, () => 1);
	const rank = shapeAt(site, node.outputs[0])?.length ?? dims.length;
	const spatial = 2 - rank;
	switch (node.opType) {
		case "Conv":
			return rank < 3
				? undefined
				: { channels: dims[0] ?? 0, alongWeights: [-1, ...ones(dims.length - 1)], channelAxis: spatial - 1 };
		case "ConvTranspose":
			if (rank < 3 || integerOf(site, node, "group") !== 1) return undefined;
			return { channels: dims[1] ?? 0, alongWeights: [1, -1, ...ones(dims.length - 2)], channelAxis: spatial - 1 };
		case "Gemm": {
			const isTransposed = integerOf(site, node, "transB") === 1;
			const channels = (isTransposed ? dims[0] : dims[1]) ?? 0;
			return dims.length === 2
				? { channels, alongWeights: isTransposed ? [-1, 1] : [1, -1], channelAxis: -1 }
				: undefined;
		}
		case "MatMul":
			return dims.length === 2 ? { channels: dims[1] ?? 0, alongWeights: [1, -1], channelAxis: -1 } : undefined;
		default:
			return undefined;
	}
}
