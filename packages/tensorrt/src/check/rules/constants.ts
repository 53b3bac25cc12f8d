import { isComputed } from "../conditions.ts";
import type { ConstantInput } from "../rule.ts";
import type { Site } from "../site.ts";
import { reductions } from "./families.ts";

const folding = " Try applying constant folding on the model using Polygraphy: …";
const twoInputs = "two inputs (data and weights) are allowed only in explicit-quantization mode.";

/** With a QuantizeLinear or DequantizeLinear in the network it is in explicit-quantization mode. */
const isQuantized = (site: Site) => site.isQuantized;

/** Inputs that must be initializers. onnx-tensorrt 7.2.1 to 10.1-GA; behind that by the changelog (Slice 10.3, Pad 10.4).
 *  8.4.3 was asked about all that end there or behind; 10.6.0 and 11.2.1 take real models with the others computed; RTX 1.7.1
 *  was asked about every row. */
export const constantInputs: readonly ConstantInput[] = [
	{
		operators: ["Conv"],
		input: 1,
		called: "W",
		until: "8.4",
		unless: (site) => isQuantized(site) || isComputed(2)(site),
		said: twoInputs,
	},
	{
		operators: ["Conv"],
		input: 2,
		called: "B",
		until: "8.4",
		mustBeGiven: true,
		said: `The bias tensor is required to be an initializer for the Conv operator.${folding}`,
	},
	{ operators: ["STFT"], input: 2, called: "window", said: "windowWeights must be an initializer!" },
	{
		operators: ["ConvTranspose"],
		input: 1,
		called: "W",
		until: "8.0",
		said: "ConvTranspose weights must be an initializer",
	},
	{
		operators: ["ConvTranspose"],
		input: 1,
		called: "W",
		from: "8.2",
		until: "8.4",
		unless: isQuantized,
		said: twoInputs,
	},
	{
		operators: ["ConvTranspose"],
		input: 2,
		called: "B",
		until: "8.4",
		mustBeGiven: true,
		said: "The bias tensor is required to be an initializer for the Deconvolution operator",
	},
	{
		operators: ["InstanceNormalization"],
		input: 1,
		called: "scale",
		until: "8.5",
		said: "The scale tensor is required to be an initializer.",
	},
	{
		operators: ["InstanceNormalization"],
		input: 2,
		called: "B",
		until: "8.5",
		said: "The bias tensor is required to be an initializer.",
	},
	{
		operators: ["TopK"],
		input: 1,
		called: "K",
		fromOpset: 10,
		until: "8.5",
		said: `This version of TensorRT only supports input K as an initializer.${folding}`,
	},
	{
		operators: ["CumSum"],
		input: 1,
		called: "axis",
		until: "10.6",
		said: `Axis input for CumSum must be an initializer!${folding}`,
	},
	{
		operators: ["Squeeze"],
		input: 1,
		called: "axes",
		fromOpset: 13,
		until: "10.6",
		said: `Squeeze axes input must be an initializer!${folding}`,
	},
	{
		operators: ["Unsqueeze"],
		input: 1,
		called: "axes",
		fromOpset: 13,
		until: "10.6",
		said: "Axes input for unsqueeze operation should be a constant tensor.",
	},
	{
		operators: ["Slice"],
		input: 3,
		called: "axes",
		fromOpset: 10,
		until: "10.2",
		said: "This version of TensorRT does not support dynamic axes.",
	},
	{
		operators: ["ReduceSum"],
		input: 1,
		called: "axes",
		fromOpset: 13,
		from: "8.0",
		until: "10.6",
		said: "Axis input must be an initializer!",
	},
	{
		operators: reductions.filter((operator) => operator !== "ReduceSum"),
		input: 1,
		called: "axes",
		fromOpset: 18,
		from: "10.0",
		until: "10.6",
		said: "Axis input must be an initializer!",
	},
	{
		operators: ["Dropout"],
		input: 2,
		called: "training_mode",
		fromOpset: 12,
		said: "This Version of TensorRT only supports the training_mode input as an initializer.",
	},
	...(["max_output_boxes_per_class", "iou_threshold", "score_threshold"] as const).map((called, i) => ({
		operators: ["NonMaxSuppression"],
		input: 2 + i,
		called,
		until: "8.4",
		mustBeGiven: true,
		said: `The ${called} input is required to be an initializer.`,
	})),
	{
		operators: ["Pad"],
		input: 1,
		called: "pads",
		until: "8.0",
		said: "The input pads is required to be an initializer.",
	},
	{
		operators: ["Pad"],
		input: 3,
		called: "axes",
		fromOpset: 18,
		from: "8.5",
		until: "10.3",
		said: "TensorRT does not support dynamic axes for pad!",
	},
	{
		operators: ["Resize"],
		input: 2,
		called: "scales",
		fromOpset: 11,
		until: "8.2",
		unless: hasSizes,
		said: "Resize scales must be an initializer!",
	},
	{
		operators: ["Upsample"],
		input: 1,
		called: "scales",
		fromOpset: 9,
		until: "8.2",
		said: "The scales input must be an initializer.",
	},
	{
		operators: ["Split"],
		input: 1,
		called: "split",
		fromOpset: 13,
		until: "8.0",
		said: "Split input 'split', if specified, must be an initializer!",
	},
	{ operators: ["STFT"], input: 1, called: "frame_step", said: "frame_step must be an initializer!" },
	{ operators: ["If"], input: 0, called: "cond", until: "7.2", said: "If condition must be a initializer!" },
];

function hasSizes({ inputs }: Site): boolean {
	return inputs.length === 4 && inputs[3]?.name !== "";
}

/** Inputs that later releases take from any constant part of the graph, and refuse where they depend on data. RTX 1.7.1 was
 *  asked; from where on is not known, so rows begin behind those of `constantInputs`. */
export const provableInputs: readonly ConstantInput[] = [
	{
		operators: reductions,
		input: 1,
		called: "axes",
		fromOpset: 13,
		from: "10.7",
		fromWeightsOnly: true,
		said: "Axis input must resolve to a build-time constant (an initializer or a constant-foldable subgraph)!",
	},
	{
		operators: ["Squeeze"],
		input: 1,
		called: "axes",
		fromOpset: 13,
		from: "10.7",
		said: "squeeze axis is not a constant",
	},
	{
		operators: ["Unsqueeze"],
		input: 1,
		called: "axes",
		fromOpset: 13,
		from: "10.7",
		said: "unsqueeze axis is not a constant",
	},
];
