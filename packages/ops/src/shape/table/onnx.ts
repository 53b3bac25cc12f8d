import type { ShapeFunction } from "../../call/call.ts";
import { attention, causalConvolution, linearAttention } from "../attention.ts";
import { broadcastAll } from "../broadcast.ts";
import { columnToImage } from "../column-to-image.ts";
import { concat } from "../concat.ts";
import { branch, sequenceMap } from "../control.ts";
import { convolution, deformableConvolution } from "../convolution.ts";
import { einsum } from "../einsum.ts";
import { expand, tile } from "../expand.ts";
import { gather, gatherElements, gatherND } from "../gather.ts";
import {
	constant,
	constantOfShape,
	eyeLike,
	imageDecoder,
	melWeightMatrix,
	multinomial,
	oneHot,
	range,
	scalar,
	shapeAttribute,
	shapeVector,
	windowFunction,
} from "../generate.ts";
import { loop } from "../loop.ts";
import { determinant, gemm, matMul } from "../matrix.ts";
import {
	batchNormalization,
	dequantize,
	dropout,
	dynamicQuantize,
	layerNormalization,
	loss,
	quantize,
} from "../normalization.ts";
import { centerCropPad, pad } from "../pad.ts";
import { globalPool, maxRoiPool, pool, roiAlign } from "../pooling.ts";
import { recurrent } from "../recurrent.ts";
import { reduce, reduceToIndex } from "../reduction.ts";
import { depthToSpace, flatten, reshape, spaceToDepth, transpose } from "../reshape.ts";
import { affineGrid, gridSample, resize, upsample } from "../resize.ts";
import { cast, castLike, elementFrom, identity, sameAsFirst } from "../same-shape.ts";
import { batchedScan, scan } from "../scan.ts";
import { compress, nonMaxSuppression, nonZero, topK, unique } from "../select.ts";
import {
	concatFromSequence,
	optional,
	optionalGetElement,
	sequenceAt,
	sequenceConstruct,
	sequenceEmpty,
	sequenceInsert,
	splitToSequence,
} from "../sequence.ts";
import { discreteFourier, shortTimeFourier } from "../signal.ts";
import { slice } from "../slice.ts";
import { split } from "../split.ts";
import { squeeze, unsqueeze } from "../squeeze.ts";
import { stringNormalizer, stringSplit, tfIdfVectorizer } from "../string.ts";
import { maxUnpool, transposedConvolution } from "../transposed-convolution.ts";
import { each } from "./each.ts";

/** ai.onnx. A row holds for all versions of its operator: the functions look at the schema where versions differ. */
export const onnxShapes: Readonly<Record<string, ShapeFunction>> = {
	// Element by element
	...each(
		`Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Ceil Celu Clip Cos Cosh Elu Erf Exp Floor Gelu HardSigmoid HardSwish
		 Hardmax IsInf IsNaN LeakyRelu Log LogSoftmax Mish Neg Not PRelu Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh
		 Softmax Softplus Softsign Sqrt SwiGLU Swish Tan Tanh ThresholdedRelu RegexFullMatch`,
		sameAsFirst,
	),
	...each(
		`Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Mul
		 Or Pow StringConcat Sub Sum Where Xor`,
		broadcastAll,
	),
	Identity: identity,
	Cast: cast,
	BitCast: cast,
	CastLike: castLike,

	// The first input, changed in place
	...each(
		`CumProd CumSum GroupNormalization InstanceNormalization LpNormalization LRN MeanVarianceNormalization
		 ReverseSequence RMSNormalization RotaryEmbedding Scatter ScatterElements ScatterND TensorScatter Trilu`,
		sameAsFirst,
	),
	BatchNormalization: batchNormalization,
	LayerNormalization: layerNormalization,
	Dropout: dropout,
	QuantizeLinear: quantize,
	DequantizeLinear: dequantize,
	DynamicQuantizeLinear: dynamicQuantize,

	// Windows
	Conv: convolution({ weight: 1 }),
	ConvInteger: convolution({ weight: 1 }),
	QLinearConv: convolution({ weight: 3 }),
	DeformConv: deformableConvolution,
	CausalConvWithState: causalConvolution,
	ConvTranspose: transposedConvolution,
	...each("AveragePool LpPool MaxPool", pool),
	...each("GlobalAveragePool GlobalLpPool GlobalMaxPool", globalPool),
	MaxUnpool: maxUnpool,
	MaxRoiPool: maxRoiPool,
	RoiAlign: roiAlign,
	Col2Im: columnToImage,

	// Products
	MatMul: matMul(),
	MatMulInteger: matMul(),
	QLinearMatMul: matMul(0, 3),
	Gemm: gemm,
	Einsum: einsum,
	Det: determinant,
	Attention: attention,
	LinearAttention: linearAttention,
	...each("RNN GRU LSTM", recurrent),

	// Reductions
	...each(
		`ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare`,
		reduce,
	),
	...each("ArgMax ArgMin", reduceToIndex),
	...each("NegativeLogLikelihoodLoss SoftmaxCrossEntropyLoss", loss),

	// Where values lie
	Reshape: reshape,
	Flatten: flatten,
	Transpose: transpose,
	Squeeze: squeeze,
	Unsqueeze: unsqueeze,
	Concat: concat,
	Split: split,
	Slice: slice,
	Gather: gather,
	GatherElements: gatherElements,
	GatherND: gatherND,
	Expand: expand,
	Tile: tile,
	Pad: pad,
	CenterCropPad: centerCropPad,
	DepthToSpace: depthToSpace,
	SpaceToDepth: spaceToDepth,
	Resize: resize,
	Upsample: upsample,
	GridSample: gridSample,
	AffineGrid: affineGrid,

	// As many as the data says
	NonZero: nonZero,
	Compress: compress,
	Unique: unique,
	TopK: topK,
	NonMaxSuppression: nonMaxSuppression,

	// New values
	Constant: constant,
	ConstantOfShape: constantOfShape,
	Range: range,
	OneHot: oneHot,
	EyeLike: eyeLike,
	Shape: shapeVector,
	...each("Size SequenceLength OptionalHasElement", scalar),
	...each("RandomNormal RandomUniform", shapeAttribute),
	...each("Bernoulli RandomNormalLike RandomUniformLike", elementFrom("dtype")),
	Multinomial: multinomial,
	...each("BlackmanWindow HammingWindow HannWindow", windowFunction),
	MelWeightMatrix: melWeightMatrix,
	DFT: discreteFourier,
	STFT: shortTimeFourier,
	ImageDecoder: imageDecoder,

	// Bodies
	If: branch,
	Loop: loop,
	Scan: (call) => (call.schema.sinceVersion < 9 ? batchedScan : scan)(call),
	SequenceMap: sequenceMap,

	// Sequences, optionals, text
	SequenceAt: sequenceAt,
	SequenceConstruct: sequenceConstruct,
	SequenceEmpty: sequenceEmpty,
	SequenceErase: identity,
	SequenceInsert: sequenceInsert,
	SplitToSequence: splitToSequence,
	ConcatFromSequence: concatFromSequence,
	Optional: optional,
	OptionalGetElement: optionalGetElement,
	StringNormalizer: stringNormalizer,
	StringSplit: stringSplit,
	TfIdfVectorizer: tfIdfVectorizer,
};
