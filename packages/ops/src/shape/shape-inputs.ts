/** Inputs whose numbers decide the sizes of the outputs. Where one of them is not constant, and not computed from shapes, a
 *  size stays open. */
export function shapeInputs(operator: string, domain: string): readonly string[] {
	return tables.get(domain)?.get(operator) ?? [];
}

const onnx: Readonly<Record<string, string>> = {
	AffineGrid: "size",
	BlackmanWindow: "size",
	CenterCropPad: "shape",
	Col2Im: "image_shape block_shape",
	ConstantOfShape: "input",
	DFT: "dft_length axis",
	Expand: "shape",
	HammingWindow: "size",
	HannWindow: "size",
	If: "cond",
	Loop: "M cond",
	MaxUnpool: "output_shape",
	MelWeightMatrix: "num_mel_bins dft_length",
	NonMaxSuppression: "max_output_boxes_per_class",
	OneHot: "depth",
	Pad: "pads axes",
	Range: "start limit delta",
	ReduceL1: "axes",
	ReduceL2: "axes",
	ReduceLogSum: "axes",
	ReduceLogSumExp: "axes",
	ReduceMax: "axes",
	ReduceMean: "axes",
	ReduceMin: "axes",
	ReduceProd: "axes",
	ReduceSum: "axes",
	ReduceSumSquare: "axes",
	Reshape: "shape",
	Resize: "roi scales sizes",
	STFT: "frame_step frame_length",
	Slice: "starts ends axes steps",
	Split: "split",
	SplitToSequence: "split",
	Squeeze: "axes",
	Tile: "repeats",
	TopK: "K",
	Unsqueeze: "axes",
	Upsample: "scales",
};

const microsoft: Readonly<Record<string, string>> = {
	BeamSearch: "max_length num_return_sequences",
	CropAndResize: "crop_size",
	DequantizeBFP: "shape",
	ExpandDims: "axis",
	GreedySearch: "max_length",
	MatMulFpQ4: "B_shape",
	Pad: "pads",
	Range: "start limit delta",
	RelativePositionBias: "query_length key_length",
	Sampling: "max_length",
	WhisperBeamSearch: "max_length num_return_sequences",
};

const tables: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
	Object.entries({ "": onnx, "com.microsoft": microsoft, onnxruntime: { DynamicSlice: "starts ends axes" } }).map(
		([domain, rows]) => [domain, new Map(Object.entries(rows).map(([name, inputs]) => [name, inputs.split(" ")]))],
	),
);
