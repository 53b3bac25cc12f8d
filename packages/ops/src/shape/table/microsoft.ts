import type { ShapeFunction } from "../../call/call.ts";
import { elementOf } from "../../call/inputs.ts";
import { convolution } from "../convolution.ts";
import { gatherND } from "../gather.ts";
import { range, scalar } from "../generate.ts";
import { gemm, matMul } from "../matrix.ts";
import {
	beamSearch,
	bitmaskDropout,
	broadcastOf,
	causalConvolutionWithState,
	convTransposeWithDynamicPads,
	cropAndResize,
	expandDims,
	fusedMatMul,
	gatherQuantized,
	greedySearch,
	hash,
	matMulPacked,
	preMix,
	quantizeBlocks,
	quantizedConcat,
	quantizedConvolution,
	quantizedGemm,
	quantizedPool,
	relativePositionBias,
	shapeOfSecond,
	skipLayerNormalization,
	sparseIndexer,
	tokenizer,
	unfold,
	uniqueOfVector,
} from "../microsoft.ts";
import {
	groupedAttention,
	linearAttentionWithWindow,
	mergedAttention,
	multiHeadAttention,
	packedAttention,
} from "../microsoft-attention.ts";
import { dequantize, quantize } from "../normalization.ts";
import { pad } from "../pad.ts";
import { pool, poolChannelsLast, quantizedGlobalPool } from "../pooling.ts";
import { recurrent } from "../recurrent.ts";
import { reduce } from "../reduction.ts";
import { gridSample } from "../resize.ts";
import { allSameAsFirst, elementFrom, sameAs, sameAsFirst } from "../same-shape.ts";
import { inverseRealFourier, realFourier } from "../signal.ts";
import { written } from "../written.ts";
import { each } from "./each.ts";

/** com.microsoft: what ONNX Runtime adds. */
export const microsoftShapes: Readonly<Record<string, ShapeFunction>> = {
	...each(
		`BiasAdd BiasGelu BiasSoftmax BranchwiseRMSNorm FastGelu GatedAdd GatedRMSNorm Gelu GroupNorm HyperConnectionPostMix Inverse
		 LongformerAttention MRotaryEmbedding MoE QLinearLeakyRelu QLinearSigmoid QLinearSoftmax QMoE QOrderedGelu
		 QOrderedLayerNormalization QOrderedLongformerAttention QuantizeWithOrder QuickGelu RotaryEmbedding SampleOp ScaledSiLU Trilu`,
		sameAsFirst,
	),
	...each("BiasDropout EngramGate LinearAttentionGate SkipGroupNorm", allSameAsFirst),
	...each("ComplexMul ComplexMulConj", broadcastOf(0, 1)),
	...each("QLinearAdd QLinearMul", broadcastOf(0, 3)),
	MulInteger: broadcastOf(0, 2),
	QLinearWhere: broadcastOf(0, 1, 4),
	...each("BitmaskBiasDropout BitmaskDropout", bitmaskDropout),
	...each("SkipLayerNormalization SkipSimplifiedLayerNormalization", skipLayerNormalization),
	DequantizeLinear: dequantize,
	QuantizeLinear: quantize,
	DequantizeWithOrder: elementFrom("to"),
	DequantizeBFP: shapeOfSecond,
	QuantizeBFP: quantizeBlocks,
	MurmurHash3: hash,
	NGramRepeatBlock: sameAs(1),
	GemmaRotaryEmbedding: written("_ [B,N,S,D] _ [C,M,T,E] -> [B,N,S,D] [C,M,T,E]"),
	BiasSplitGelu: written("[N,S,D] -> [N,S,D/2]"),
	HyperConnectionPreMix: preMix,
	EmbedLayerNormalization: written("[B,S] _ [_,H] -> [B,S,H] [B] [B,S,H]"),
	QEmbedLayerNormalization: written("[B,S] _ [_,H] -> [B,S,H] [B]"),

	// Windows
	FusedConv: convolution({ weight: 1 }),
	...each("NhwcConv NhwcFusedConv", convolution({ weight: 1, channelsLast: true })),
	QLinearConv: quantizedConvolution,
	ConvTransposeWithDynamicPads: convTransposeWithDynamicPads,
	CausalConvWithState: causalConvolutionWithState,
	VarlenCausalConvWithState: written("[T,C] _ _ _ [B,D,L] -> [T,C] [B,D,L] [B,state_update_capacity,C]"),
	WordConvEmbedding: written("[S,_] [F,...] -> [S,F]"),
	MaxpoolWithMask: pool,
	NhwcMaxPool: poolChannelsLast,
	QLinearAveragePool: quantizedPool,
	QLinearGlobalAveragePool: quantizedGlobalPool,
	CropAndResize: cropAndResize,
	GridSample: (call) => gridSample(call).map((output) => ({ ...output, element: elementOf(call, 0) })),

	// Products
	...each("DynamicQuantizeMatMul MatMulInteger16 MatMulIntegerToFloat GemmFastGelu", matMul()),
	...each("FusedMatMul FusedMatMulActivation SparseToDenseMatMul TransposeMatMul", fusedMatMul),
	FusedGemm: gemm,
	GemmFloat8: (call) => gemm(call).map((output) => ({ ...elementFrom("dtype")(call)[0], ...output })),
	QGemm: quantizedGemm,
	QOrderedMatMul: written("[B,M,_] -> [B,M,?]"),
	...each("MatMulBlockQuantizedFp4Weight MatMulBlockQuantizedFp8Weight", written("[...,_] [N,_] -> [...,N]")),
	...each("MatMulBnb4 MatMulNBits", written("[...,_] -> [...,N]")),
	MatMulNBitsMlp: written("[...,C] -> [...,N] [...,C]"),
	MatMulNBitsQkv: written("[...,C] -> [...,Nq] [...,Nkv] [...,Nkv] [...,C]"),
	MatMulFpQ4: matMulPacked,
	CDist: written("[M,_] [K,_] -> [M,K]"),

	// Attention
	Attention: mergedAttention(4),
	DecoderMaskedSelfAttention: mergedAttention(4),
	QAttention: mergedAttention(8),
	QOrderedAttention: written("[B,S,_] _ _ _ _ [_,H] -> [B,S,H]"),
	MultiHeadAttention: multiHeadAttention(6),
	DecoderMaskedMultiHeadAttention: multiHeadAttention(5),
	DecoderAttention: written("[S,B,H] -> [S,B,H] [B,num_heads,?,H/num_heads] [B,num_heads,?,H/num_heads]"),
	GroupQueryAttention: groupedAttention([3, 4], "grows"),
	SparseAttention: groupedAttention([3, 4], "same"),
	DynamicSparseAttention: groupedAttention([3, 4], "grows"),
	...each("PagedAttention SparsePagedAttention", groupedAttention([3, 4], "same")),
	PackedAttention: written("[T,_] [_,W] -> [T,W/3]"),
	PackedMultiHeadAttention: packedAttention,
	SparseAttentionIndexer: sparseIndexer([7, 13]),
	PackedSparseAttentionIndexer: sparseIndexer([-1, 12, 13, 14, 15]),
	LinearAttention: linearAttentionWithWindow,
	GatedDeltaNet: written("[T,Q,_] [_,_,D] [_,V,E] _ _ _ [B,_,_,_] -> [T,max(Q,V),E] [B,V,E,D] [B,?]"),
	GatedRelativePositionBias: written("[B,S,_] _ _ _ _ _ [B,S] -> [B,num_heads,S,S]"),
	RelativePositionBias: relativePositionBias,
	RemovePadding: written("[B,S,H] -> [?,H] [B,S] [B+1] [1]"),
	RestorePadding: written("[_,H] [B,S] -> [B,S,H]"),
	...each("AttnLSTM DynamicQuantizeLSTM", recurrent),

	// Where values lie
	ExpandDims: expandDims,
	GatherND: gatherND,
	GatherBlockQuantized: gatherQuantized,
	TorchEmbedding: written("[_,M] [...] -> [...,M]"),
	Pad: pad,
	QLinearConcat: quantizedConcat,
	UnfoldTensor: unfold,
	...each("QLinearReduceMean ReduceSumInteger", reduce),
	IsAllFinite: scalar,
	Rfft: realFourier,
	Irfft: inverseRealFourier,

	// As many as the data says
	Range: range,
	Unique: uniqueOfVector,
	Tokenizer: tokenizer,
	DynamicTimeWarping: written("_ -> [2,?]"),
	BifurcationDetector: written("_ -> [?] [?]"),
	NGramHashMapping: written("[B,S] -> [B,S,(max_ngram_size-1)*n_head_per_ngram] [B,max_ngram_size-1]"),
	VarlenNGramHashMapping: written(
		"[T] _ _ [B1] -> [T,(max_ngram_size-1)*n_head_per_ngram] [B1-1,max_ngram_size-1] [B1-1,max_ngram_size-1] [B1-1,state_update_capacity,max_ngram_size-1]",
	),
	...each("BeamSearch WhisperBeamSearch", beamSearch),
	...each("GreedySearch Sampling", greedySearch),
};
