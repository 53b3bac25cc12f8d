// Every operator of every domain under the one category a person would look for it in. The name decides alone: where two
// domains share a name they mean the same kind of work.

export type Category =
	| "convolution"
	| "matrix"
	| "activation"
	| "normalization"
	| "pooling"
	| "shape"
	| "elementwise"
	| "logic"
	| "reduction"
	| "control"
	| "quantization"
	| "constant"
	| "detection"
	| "recurrent"
	| "sequence"
	| "other";

/** Category to the operators in it; category.test.ts proves that each operator stands here exactly once. */
export const categoryTable: Readonly<Record<Category, string>> = {
	convolution: `
		CausalConvWithState Conv ConvInteger ConvTranspose ConvTransposeWithDynamicPads CoordConvAC DeformConv FusedConv
		ModulatedDeformConv2d NhwcConv NhwcFusedConv QLinearConv VarlenCausalConvWithState WordConvEmbedding`,

	// Products of matrices, and what is made of them: attention, experts.
	matrix: `
		Attention CustomFCPluginDynamic CustomQKVToContextPluginDynamic DecoderAttention DecoderMaskedMultiHeadAttention
		DecoderMaskedSelfAttention Det DisentangledAttention_TRT DynamicQuantizeMatMul DynamicSparseAttention Einsum
		FlexAttention FusedGemm FusedMatMul FusedMatMulActivation GatedDeltaNet Gemm GemmFastGelu GemmFloat8
		GemmaRotaryEmbedding GroupQueryAttention Inverse LinearAttention LinearAttentionGate LongformerAttention
		MRotaryEmbedding MatMul MatMulBlockQuantizedFp4Weight MatMulBlockQuantizedFp8Weight MatMulBnb4 MatMulFpQ4
		MatMulInteger MatMulInteger16 MatMulIntegerToFloat MatMulNBits MatMulNBitsMlp MatMulNBitsQkv MoE
		MultiHeadAttention MultiscaleDeformableAttnPlugin_TRT PackedAttention PackedMultiHeadAttention
		PackedSparseAttentionIndexer PagedAttention QAttention QGemm QLinearMatMul QMoE QOrderedAttention
		QOrderedLongformerAttention QOrderedMatMul GatedRelativePositionBias RelativePositionBias RotaryEmbedding
		SparseAttention SparseAttentionIndexer SparsePagedAttention SparseToDenseMatMul TransposeMatMul fMHA_V2 fMHCA`,

	activation: `
		BiasGelu BiasSoftmax BiasSplitGelu Celu Clip Clip_TRT CustomGeluPluginDynamic Elu EngramGate FastGelu Gelu
		HardSigmoid HardSwish Hardmax LReLU_TRT LeakyRelu LogSoftmax Mish PRelu ParametricSoftplus QLinearLeakyRelu
		QLinearSigmoid QLinearSoftmax QOrderedGelu QuickGelu Relu ScaledSiLU ScaledTanh Selu Shrink Sigmoid Softmax
		Softplus Softsign SplitGeLU SwiGLU Swish Tanh ThresholdedRelu`,

	normalization: `
		BatchNormalization BranchwiseRMSNorm CustomEmbLayerNormPluginDynamic CustomSkipLayerNormPluginDynamic
		EmbedLayerNormalization GatedRMSNorm GroupNorm GroupNormalization GroupNormalizationPlugin ImageScaler
		InstanceNormalization InstanceNormalization_TRT LRN LayerNorm LayerNormalization LpNormalization
		MeanVarianceNormalization Normalize_TRT Normalizer QEmbedLayerNormalization QOrderedLayerNormalization
		RMSNormalization Scaler SimplifiedLayerNormalization SkipGroupNorm SkipLayerNormalization
		SkipSimplifiedLayerNormalization`,

	pooling: `
		AveragePool GlobalAveragePool GlobalLpPool GlobalMaxPool LpPool MaxPool MaxUnpool MaxpoolWithMask NhwcMaxPool
		QLinearAveragePool QLinearGlobalAveragePool`,

	// Where values lie, not what they are: shapes, layouts, copies, gathering and resampling.
	shape: `
		AffineGrid ArrayFeatureExtractor BatchTilePlugin_TRT BitCast Cast CastLike CenterCropPad Col2Im Compress Concat
		Crop DepthToSpace DynamicSlice Expand ExpandDims Flatten FlattenConcat_TRT Gather GatherBlockQuantized
		GatherElements GatherND GridSample Identity MemcpyFromHost MemcpyToHost NonZero Pad PillarScatterPlugin
		QLinearConcat RemovePadding ReorderInput ReorderOutput Reorg_TRT Reshape Resize ResizeNearest_TRT
		RestorePadding ReverseSequence Scatter ScatterElements ScatterND SeqLen2Spatial Shape Size Slice SpaceToDepth
		SpecialSlice_TRT Split Squeeze TensorScatter Tile TorchEmbedding Transpose Trilu UnfoldTensor Unsqueeze
		Upsample`,

	elementwise: `
		Abs Acos Acosh Add Affine Asin Asinh Atan Atanh BiasAdd Ceil ComplexMul ComplexMulConj Cos Cosh Div Erf Exp Floor
		GatedAdd HyperConnectionPostMix HyperConnectionPreMix Log Mean Mod Mul MulInteger Neg Pow QLinearAdd
		QLinearMul Reciprocal Round Scale Sign Sin Sinh Sqrt Sub Sum Tan`,

	logic: `
		And Binarizer BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Equal Greater GreaterOrEqual IsAllFinite IsInf
		IsNaN Less LessOrEqual Max Min Not Or QLinearWhere Where Xor`,

	// Many values to fewer, or running along an axis.
	reduction: `
		ArgMax ArgMin CDist CumProd CumSum QLinearReduceMean ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax
		ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumInteger ReduceSumSquare TopK TopkLastDim Unique`,

	control: `BeamSearch EPContext GreedySearch If Loop Sampling Scan Snpe WhisperBeamSearch`,

	quantization: `
		DequantizeBFP DequantizeLinear DequantizeWithOrder DynamicQuantizeLinear QuantizeBFP QuantizeLinear
		QuantizeWithOrder`,

	constant: `Constant ConstantOfShape EyeLike GivenTensorFill OneHot Range`,

	detection: `
		BatchedNMSDynamic_TRT BatchedNMS_TRT CropAndResize CropAndResizeDynamic DecodeBbox3DPlugin DetectionLayer_TRT
		EfficientNMS_Explicit_TF_TRT EfficientNMS_Implicit_TF_TRT EfficientNMS_ONNX_TRT EfficientNMS_TRT
		GenerateDetection_TRT GridAnchorRect_TRT GridAnchor_TRT MaxRoiPool MultilevelCropAndResize_TRT
		MultilevelProposeROI_TRT NMSDynamic_TRT NMS_TRT NonMaxSuppression PriorBox_TRT Proposal ProposalDynamic
		ProposalLayer_TRT PyramidROIAlign_TRT ROIAlign_TRT RPROI_TRT Region_TRT RoiAlign VoxelGeneratorPlugin`,

	recurrent: `AttnLSTM DynamicQuantizeLSTM GRU GRUUnit LSTM RNN`,

	// Values that are not one tensor of numbers: sequences, optionals, maps, text.
	sequence: `
		CastMap CategoryMapper ConcatFromSequence DictVectorizer LabelEncoder MurmurHash3 NGramHashMapping
		NGramRepeatBlock Optional OptionalGetElement OptionalHasElement RegexFullMatch SequenceAt SequenceConstruct
		SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap SplitToSequence StringConcat
		StringNormalizer StringSplit TfIdfVectorizer Tokenizer VarlenNGramHashMapping ZipMap`,

	// Randomness, training, signals, classical learning: nothing that a deployed network has many of.
	other: `
		Adagrad Adam Bernoulli BiasDropout BifurcationDetector BitmaskBiasDropout BitmaskDropout BlackmanWindow DFT
		Dropout DynamicTimeWarping FeatureVectorizer Gradient HammingWindow HannWindow ImageDecoder Imputer Irfft
		LinearClassifier LinearRegressor MelWeightMatrix Momentum Multinomial NegativeLogLikelihoodLoss
		OneHotEncoder RandomNormal RandomNormalLike RandomUniform RandomUniformLike Rfft STFT SVMClassifier
		SVMRegressor SampleOp SoftmaxCrossEntropyLoss TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor`,
};
