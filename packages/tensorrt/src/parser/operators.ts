import { releaseNumber } from "../target/releases.ts";

/** Operators by the release whose parser first had an importer for them. The parser looks at the name alone, never at the
 *  domain. Read from the importers that onnx-tensorrt registers (branches 7.2.1, 8.0-GA to 10.1-GA), behind 10.1 from its
 *  docs/operators.md and changelog. `TRT_…` is how TensorRT writes its own layers. */
const firstRelease = {
	"7.2": `
		Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast Ceil Celu Clip
		Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Div Dropout Elu
		Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements Gemm GlobalAveragePool GlobalLpPool
		GlobalMaxPool Greater GreaterOrEqual HardSigmoid Identity If ImageScaler InstanceNormalization LRN LSTM
		LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean Min Mul Neg Not Or
		PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomUniform RandomUniformLike Range Reciprocal ReduceL1
		ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu
		Reshape Resize ReverseSequence ScaledTanh Scan Selu Shape Sigmoid Sin Sinh Size Slice Softmax Softplus Softsign
		SpaceToDepth Split Sqrt Squeeze Sub Sum TRT_AveragePool TRT_Conv TRT_Deconv TRT_FloorDiv TRT_FullyConnected
		TRT_Gather TRT_MatMul TRT_MaxAverageBlendPool TRT_MaxPool TRT_PluginV2 TRT_RNNv2 TRT_RaggedSoftmax TRT_Resize
		TRT_Scale TRT_Shuffle TRT_Slice TRT_TopK_Min Tan Tanh ThresholdedRelu Tile TopK Transpose Unsqueeze Upsample
		Where`,
	"8.0": "NonMaxSuppression",
	"8.2": "Einsum GatherND IsNaN Round Scatter ScatterElements ScatterND Sign",
	"8.4": "HardSwish Shrink Xor",
	"8.5": "GridSample MeanVarianceNormalization Mod NonZero OneHot RandomNormal RandomNormalLike RoiAlign Trilu",
	"8.6": "GroupNormalization IsInf LayerNormalization TRT_FP8DequantizeLinear TRT_FP8QuantizeLinear",
	"9.1": "CastLike",
	"9.2": "Hardmax",
	"10.0": "Gelu Mish TRT_INT4DequantizeLinear TRT_INT4QuantizeLinear",
	"10.1": "DeformConv",
	"10.4": "BlackmanWindow HammingWindow HannWindow",
	"10.5": "STFT",
	"10.14": "Attention TRT_QuantizedAttention",
	"10.15": "RMSNormalization RotaryEmbedding TensorScatter",
	"11.0": "Swish TRT_Attention TRT_KVCacheUpdate TRT_MoE",
} as const;

/** Operators that a parser knew once and knows no more. */
const lastRelease: ReadonlyMap<string, number> = new Map([
	["TRT_FullyConnected", releaseNumber("9.3")],
	["TRT_RNNv2", releaseNumber("9.3")],
]);

/** Operators of ONNX that the parser names only to refuse them, since 9.2: then it says `false` and not that a plugin is missing.
 *  onnx-tensorrt 10.1-GA onnxOpCheckers.cpp; RTX 1.7.1 was asked about a third of them. */
const knownToBeRefused: ReadonlySet<string> = new Set(
	`
		AffineGrid Bernoulli BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow CenterCropPad Col2Im
		Compress ConcatFromSequence ConvInteger DFT Det DynamicQuantizeLinear HammingWindow HannWindow ImageDecoder
		MatMulInteger MaxRoiPool MaxUnpool MelWeightMatrix Multinomial NegativeLogLikelihoodLoss Optional
		OptionalGetElement OptionalHasElement QLinearConv QLinearMatMul RegexFullMatch STFT SequenceAt SequenceConstruct
		SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap SoftmaxCrossEntropyLoss SplitToSequence
		StringConcat StringNormalizer StringSplit TfIdfVectorizer Unique`
		.trim()
		.split(/\s+/),
);

const since: ReadonlyMap<string, number> = new Map(
	Object.entries(firstRelease).flatMap(([release, names]) =>
		names
			.trim()
			.split(/\s+/)
			.map((name) => [name, releaseNumber(release)] as const),
	),
);

/** What a parser does with an operator that is no function of the model: import it, refuse it by name, or look for a plugin. */
export function importerOf(operator: string, release: number): "builtin" | "refused" | "plugin" {
	const first = since.get(operator);
	if (first !== undefined && first <= release && release <= (lastRelease.get(operator) ?? release)) return "builtin";
	return release >= releaseNumber("9.2") && knownToBeRefused.has(operator) ? "refused" : "plugin";
}
