import { elementAttribute, integer } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { elementOf, hasInput, numberOf, shapeOf, sizeOf, sizesOf } from "../call/inputs.ts";
import { shapedLike, tensor, unknownShape } from "../call/outputs.ts";
import { ceilDivide } from "../dimension/divide.ts";
import { minus, over, type PartialSize, plus, times } from "../dimension/partial.ts";
import { productOf } from "../dimension/polynomial.ts";
import { axisIn } from "./axis.ts";
import { broadcastOutput } from "./broadcast.ts";
import { concatenated } from "./concat.ts";
import { convolution } from "./convolution.ts";
import { productShape } from "./matrix.ts";
import { pool, poolChannelsLast } from "./pooling.ts";

// Operators of com.microsoft that no row of `written` can say. Source: ONNX Runtime 1.31, docs/ContribOperators.md.

/** Element-wise on some of the inputs: QLinearAdd has its operands between scales and zero points. */
export function broadcastOf(...inputs: readonly number[]): ShapeFunction {
	return (call) => [broadcastOutput(call, inputs)];
}

/** QLinearConcat: Y_scale, Y_zero_point, and then a tensor, its scale and its zero point for each. */
export const quantizedConcat: ShapeFunction = (call) => {
	const inputs = [...call.inputs.keys()].filter((input) => input >= 2 && (input - 2) % 3 === 0);
	const shapes = inputs.map((input) => shapeOf(call, input));
	return [tensor(concatenated(call, shapes, integer(call, "axis") ?? 0))];
};

/** QLinearConv, with the channels where channels_last says. */
export const quantizedConvolution: ShapeFunction = (call) =>
	convolution({ weight: 3, channelsLast: integer(call, "channels_last") === 1 })(call);

export const quantizedPool: ShapeFunction = (call) =>
	integer(call, "channels_last") === 1 ? poolChannelsLast(call) : pool(call);

/** FusedMatMul: MatMul of inputs whose last two axes are swapped, or whose first axis comes behind the batch. */
export const fusedMatMul: ShapeFunction = (call) => {
	const turned = (input: number, swap: string, move: string) => {
		const shape = shapeOf(call, input);
		if (shape === undefined || shape.length < 2) return shape;
		const moved = integer(call, move) === 1 ? [...shape.slice(1, -1), ...shape.slice(0, 1), ...shape.slice(-1)] : shape;
		return integer(call, swap) === 1 ? [...moved.slice(0, -2), ...moved.slice(-2).reverse()] : moved;
	};
	const left = turned(0, "transA", "transBatchA");
	const right = turned(1, "transB", "transBatchB");
	return [tensor(productShape(call, left, right))];
};

/** QGemm: the type of the zero point of Y; float without one. */
export const quantizedGemm: ShapeFunction = (call) => {
	const a = shapeOf(call, 0);
	const b = shapeOf(call, 3);
	const rows = integer(call, "transA") === 1 ? a?.[1] : a?.[0];
	const columns = integer(call, "transB") === 1 ? b?.[0] : b?.[1];
	return [tensor([rows, columns], elementOf(call, 8) ?? "float")];
};

/** MatMulFpQ4: the third input says the shape of the packed second one. */
export const matMulPacked: ShapeFunction = (call) => {
	const a = shapeOf(call, 0);
	return [tensor(a && [...a.slice(0, -1), sizesOf(call, 2)?.[1]])];
};

/** ExpandDims: a new axis of 1 where the second input says. */
export const expandDims: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const given = numberOf(call, 1);
	if (shape === undefined) return [tensor()];
	const axis = given === undefined ? undefined : axisIn(call, given, shape.length + 1);
	return [tensor(axis === undefined ? unknownShape(shape.length + 1) : shape.toSpliced(axis, 0, 1))];
};

/** UnfoldTensor: windows of `size` every `step` along an axis, in a new last axis. */
export const unfold: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const axis = shape && axisIn(call, integer(call, "dim") ?? -1, shape.length);
	const size = integer(call, "size");
	if (shape === undefined || axis === undefined) return [tensor()];
	const count = plus(over(minus(shape[axis], size), integer(call, "step") ?? 1), 1);
	return [tensor([...shape.map((one, i) => (i === axis ? count : one)), size])];
};

/** GatherBlockQuantized: Gather, with as many values as the packed bytes of the quantized axis hold. */
export const gatherQuantized: ShapeFunction = (call) => {
	const data = shapeOf(call, 0);
	const indices = shapeOf(call, 1);
	const axis = data && axisIn(call, integer(call, "gather_axis") ?? 0, data.length);
	if (data === undefined || indices === undefined || axis === undefined) return [tensor()];
	// int4 and uint4 count elements; uint8 holds 8/bits of them.
	const perByte = elementOf(call, 0) === "uint8" ? 8 / (integer(call, "bits") ?? 4) : 1;
	const unpacked = data.map((size, i) => (i === data.length - 1 ? times(size, perByte) : size));
	return [tensor([...unpacked.slice(0, axis), ...indices, ...unpacked.slice(axis + 1)])];
};

/** BitmaskDropout, BitmaskBiasDropout: the mask has a bit for each element, in words of 32. */
export const bitmaskDropout: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [shapedLike(call, 0), tensor([shape && ceilDivide(productOf(shape), 32)])];
};

/** BeamSearch, WhisperBeamSearch: the sequences are as long as max_length allows. */
export const beamSearch: ShapeFunction = (call) => {
	const batch = shapeOf(call, 0)?.[0];
	const returned = sizeOf(call, 4);
	return [tensor([batch, returned, sizeOf(call, 1)]), tensor([batch, returned]), tensor(unknownShape(4))];
};

/** GreedySearch, Sampling: [batch, max_length]. */
export const greedySearch: ShapeFunction = (call) => {
	const batch = shapeOf(call, 0)?.[0];
	return [tensor([batch, sizeOf(call, 1)]), tensor([batch, undefined])];
};

/** CropAndResize: [rois, C, height, width], the last two from the fourth input. */
export const cropAndResize: ShapeFunction = (call) => {
	const [height, width] = sizesOf(call, 3) ?? [];
	return [tensor([shapeOf(call, 1)?.[0], shapeOf(call, 0)?.[1], height, width])];
};

/** RelativePositionBias: [1, heads, query length, key length]. */
export const relativePositionBias: ShapeFunction = (call) => [
	tensor([1, shapeOf(call, 0)?.[1], sizeOf(call, 1), sizeOf(call, 2)]),
];

/** DequantizeBFP: the shape that the second input says. */
export const shapeOfSecond: ShapeFunction = (call) => [tensor(sizesOf(call, 1), elementAttribute(call, "dtype"))];

/** QuantizeBFP: bytes, and shape and strides as vectors. */
export const quantizeBlocks: ShapeFunction = (call) => {
	const rank = shapeOf(call, 0)?.length;
	return [tensor([undefined]), tensor([rank]), tensor([rank])];
};

/** Unique of com.microsoft: of a vector; the indices are as many as its elements. */
export const uniqueOfVector: ShapeFunction = (call) => {
	const count = call.fresh(0, ".count");
	return [tensor([count]), shapedLike(call, 0), tensor([count])];
};

/** Tokenizer: a new last axis as long as the longest list of tokens. */
export const tokenizer: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [tensor(shape && [...shape, undefined])];
};

/** MurmurHash3: unsigned where `positive`. */
export const hash: ShapeFunction = (call) => [
	shapedLike(call, 0, integer(call, "positive") === 0 ? "int32" : "uint32"),
];

/** SkipLayerNormalization: y and the sum as x; the statistics have 1 at the end. */
export const skipLayerNormalization: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const statistics = tensor(shape && [...shape.slice(0, -1), 1], "float");
	return [shapedLike(call, 0), statistics, statistics, shapedLike(call, 0)];
};

/** HyperConnectionPreMix: streams [… , C, H], or flattened [… , C · H], become [… , H]. */
export const preMix: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const branches = integer(call, "num_branches") ?? 0;
	if (shape === undefined) return [tensor()];
	if (branches > 0) return [tensor([...shape.slice(0, -1), over(shape.at(-1), branches)])];
	return [tensor([...shape.slice(0, -2), ...shape.slice(-1)])];
};

/** CausalConvWithState: the output as the input; the state as before, else [batch, channels, (kernel − 1) · dilation]. */
export const causalConvolutionWithState: ShapeFunction = (call) => {
	const [batch, channels] = shapeOf(call, 0) ?? [];
	const reach = times(minus(shapeOf(call, 1)?.at(-1), 1), integer(call, "dilation") ?? 1);
	const isVector = (integer(call, "ndim") ?? 1) === 1 && (integer(call, "state_window") ?? 0) === 0;
	const state = shapeOf(call, 3) ?? (isVector ? [batch, channels, reach] : undefined);
	return [shapedLike(call, 0), tensor(state)];
};

/** The operators that index sparse attention give as many entries a query as their policy allows. */
export function sparseIndexer(outputs: readonly number[]): ShapeFunction {
	return (call) => {
		const query = shapeOf(call, 0)?.slice(0, -1);
		const capacity = selectedCapacity(call);
		return [
			tensor(query && [...query, capacity]),
			...outputs.map((input) => (input < 0 ? tensor(query) : hasInput(call, input) ? shapedLike(call, input) : {})),
		];
	};
}

function selectedCapacity(call: Call): PartialSize {
	const policy = call.attributes.get("policy_mode")?.s;
	if (policy === undefined) return undefined;
	if (new TextDecoder().decode(policy) === "csa") return integer(call, "index_topk");
	return minus(plus(integer(call, "token_budget"), integer(call, "compress_ratio")), 1);
}

/** ConvTransposeWithDynamicPads: the pads may depend on data, so only batch and channels are told. */
export const convTransposeWithDynamicPads: ShapeFunction = (call) => {
	const [batch, , ...spatial] = shapeOf(call, 0) ?? [];
	const channels = times(shapeOf(call, 1)?.[1], integer(call, "group") ?? 1);
	return [tensor(shapeOf(call, 0) && [batch, channels, ...unknownShape(spatial.length)])];
};
