import type { Dimension } from "@suture/ops";
import { all, any, hasDynamicSize, isComputed, isGiven, not, rankIsNot, textIs, typeIs } from "../conditions.ts";
import type { Refusal } from "../rule.ts";
import { inputOf, integersOf, isDynamic, rankOf, type Site, shapeOf, textOf, weightsOf } from "../site.ts";
import { pools, reductions } from "./families.ts";

/** Ranks, sizes and small values that the parser or the layers behind it refuse. onnx-tensorrt 7.2.1 to 10.1-GA; those whose
 *  words end in "for input." come from TensorRT's layers, seen with 8.4.3 and RTX 1.7.1. */
export const shapeRefusals: readonly Refusal[] = (
	[
		{ operators: ["Gemm"], when: any(rankIsNot(0, 2), rankIsNot(1, 2)), said: "GEMM must have 2D inputs!" },
		{
			// RTX 1.7.1 said so of com.microsoft's operator, which it takes for ONNX's.
			operators: ["Attention"],
			from: "10.14",
			when: (site) => rankOf(inputOf(site, 0)) !== rankOf(inputOf(site, 1)),
			said: "Q, K, and V inputs must have the same number of dimensions.",
		},
		{ operators: ["DepthToSpace"], when: rankIsNot(0, 4), said: "The input tensor must be in NCHW format." },
		{ operators: ["SpaceToDepth"], when: rankIsNot(0, 4), said: "The input tensor must be in the NCHW format." },
		{
			operators: ["EyeLike"],
			when: rankIsNot(0, 2),
			said: "Only 2D tensors are supported. Input must be of rank 2.",
		},
		{
			operators: ["InstanceNormalization"],
			until: "8.5",
			when: rankIsNot(0, 3, 5),
			said: "TensorRT only supports InstanceNormalization on 3D, 4D, or 5D tensors!",
		},
		{
			operators: ["InstanceNormalization", "GroupNormalization"],
			from: "8.6",
			when: rankIsNot(0, 3, 8),
			said: "Input to normalization should be at least 3D!",
		},
		{ operators: ["NonMaxSuppression"], when: rankIsNot(0, 3), said: "The boxes tensor must be 3D" },
		{ operators: ["NonMaxSuppression"], when: rankIsNot(1, 3), said: "The scores tensor must be 3D" },
		{
			operators: ["NonMaxSuppression"],
			until: "8.4",
			when: selectsTooMany,
			said: "tensor volume exceeds (2^31)-1, dimensions are […,3]",
		},
		{
			operators: ["ConvTranspose"],
			when: rankIsNot(0, 3, 5),
			said: "TensorRT only supports 1D, 2D or 3D deconvolutions!",
		},
		{
			operators: ["Conv"],
			when: rankIsNot(0, 3, 5),
			said: "…addConvolutionNd: Parameter check failed, condition: kernelSize.nbDims == 2 || kernelSize.nbDims == 3",
		},
		{
			operators: ["Conv"],
			until: "8.4",
			when: all(isComputed(1), not(isComputed(2)), (site) => integersOf(site, "kernel_shape") === undefined),
			said: "The attribute kernel_shape misalgins with the shape of the input kernel.",
		},
		{
			operators: pools,
			when: (site) => {
				const rank = rankOf(inputOf(site, 0));
				const kernel = integersOf(site, "kernel_shape")?.length;
				return rank !== undefined && kernel !== undefined && (kernel < 1 || kernel > 3 || (kernel === 1 && rank !== 3));
			},
			said: "The attribute kernel_shape misaligns with the shape of the input tensor.",
		},
		{
			operators: ["Trilu"],
			until: "8.5",
			when: rankIsNot(0, 2, 3),
			said: "Trilu input must have 2 or 3 input dimensions!",
		},
		{ operators: ["Trilu"], when: rankIsNot(0, 2, 8), said: "Trilu input must have at least 2 dimensions!" },
		{ operators: ["Expand"], when: rankIsNot(1, 1), said: "The shape tensor is required to be 1D." },
		{
			operators: ["GridSample"],
			when: (site) => differ(rankOf(inputOf(site, 0)), rankOf(inputOf(site, 1))),
			said: "The input tensor and the grid tensor must have the same rank.",
		},
		{
			operators: ["Scatter", "ScatterElements"],
			when: (site) => [1, 2].some((input) => differ(rankOf(inputOf(site, 0)), rankOf(inputOf(site, input)))),
			said: "Input dimensions to ScatterElements must have the same rank!",
		},
		{
			operators: ["Attention"],
			when: (site) => {
				const [key, value] = [shapeOf(inputOf(site, 1)), shapeOf(inputOf(site, 2))];
				return key?.some((size, axis) => differ(numberOf(size), numberOf(value?.[axis]))) ?? false;
			},
			said: "Key and Value must have the same shape",
		},
		{ operators: ["TensorScatter"], when: rankIsNot(0, 4), said: "The past_cache tensor is required to be 4D." },
		{
			operators: ["ArgMax", "ArgMin"],
			when: rankIsNot(0, 2, 8),
			said: "…: at least 2 dimensions are required for input.",
		},
		{
			operators: ["Softmax", "LogSoftmax"],
			fromOpset: 13,
			when: rankIsNot(0, 2, 8),
			said: "…: at least 2 dimensions are required for input.",
		},
		{ operators: reductions, when: rankIsNot(0, 1, 8), said: "…: at least 1 dimensions are required for input." },
		{
			operators: ["GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"],
			when: rankIsNot(0, 3, 8),
			said: "…: no dimensions to be reduced",
		},
		{
			operators: reductions,
			until: "9.3",
			when: typeIs(0, "BOOL"),
			said: "…: ReduceLayer only supports Float, Half, Int8, and Int32 data types.",
		},
		{
			operators: ["Einsum"],
			until: "8.6",
			when: typeIs(0, "INT32", "BOOL"),
			said: "…: einsum input tensor 0 has invalid type",
		},
		{
			operators: ["Einsum"],
			until: "10.11",
			when: isBeyondOldEinsum,
			said: "Input layer is null.",
		},
		{
			operators: ["Squeeze"],
			until: "10.6",
			when: all(not(hasAxes), hasDynamicSize(0)),
			code: "tensorrt/dynamic-shape",
			said: "Cannot infer squeeze dimensions from a dynamic shape! Please re-export your model with the Squeeze axes input set.",
		},
		{
			operators: ["EyeLike"],
			when: hasDynamicSize(0),
			code: "tensorrt/dynamic-shape",
			said: "Eyelike does not work for dynamically shaped tensors.",
		},
		{
			operators: ["ReverseSequence"],
			until: "8.5",
			when: all(hasDynamicSize(1), hasDynamicBatch),
			code: "tensorrt/dynamic-shape",
			said: "This version of TensorRT does not support dynamic ReverseSequence lengths!",
		},
		{
			operators: ["OneHot"],
			until: "8.5",
			when: (site) => weightsOf(inputOf(site, 1)) === undefined,
			code: "tensorrt/dynamic-shape",
			said: "OneHot does not support dynamic depth input",
		},
		{
			operators: ["TopK"],
			until: "8.5",
			fromOpset: 10,
			when: (site) => (weightsOf(inputOf(site, 1))?.[0] ?? 0) > 3840,
			said: "Failed to add TopK layer.",
		},
		{
			operators: ["Pad"],
			from: "8.0",
			until: "10.6",
			fromOpset: 11,
			when: (site) => weightsOf(inputOf(site, 1))?.some((one) => one < 0) ?? false,
			code: "tensorrt/unsupported-input",
			said: "Failed to convert padding!",
		},
		{
			operators: ["Pad"],
			from: "8.0",
			until: "10.6",
			untilOpset: 10,
			when: (site) => integersOf(site, "pads")?.some((one) => one < 0) ?? false,
			code: "tensorrt/unsupported-attribute",
			said: "Failed to convert padding!",
		},
		{
			operators: ["Pad"],
			until: "8.0",
			fromOpset: 11,
			when: (site) => (weightsOf(inputOf(site, 1)) ?? []).filter((one) => one !== 0).length > 4,
			code: "tensorrt/unsupported-input",
			said: "TensorRT only supports 2D padding!",
		},
		{
			operators: ["Resize"],
			fromOpset: 11,
			when: all(not(isGiven(3)), (site) => scalesOfOtherRank(site, 2)),
			code: "tensorrt/unsupported-input",
			said: "The shape of input scales must align with the input rank.",
		},
		{
			operators: ["Resize"],
			fromOpset: 11,
			when: all(not(isGiven(3)), textIs("mode", "nearest", "linear"), (site) => scalesBefore(site, 2, 3)),
			code: "tensorrt/unsupported-input",
			said: "This version of TensorRT only supports linear resizing on the outermost 3 dimensions.",
		},
		{
			operators: ["Resize", "Upsample"],
			untilOpset: 10,
			when: all(
				(site) => textOf(site, "mode", "nearest").endsWith("linear"),
				(site) => scalesBefore(site, 1, 3),
			),
			code: "tensorrt/unsupported-input",
			said: "This version of TensorRT only supports linear resizing on the outermost 3 dimensions.",
		},
		{
			operators: ["Resize"],
			from: "8.5",
			fromOpset: 11,
			when: all(not(isGiven(3)), textIs("mode", "nearest", "cubic"), (site) => scalesBefore(site, 2, 2)),
			code: "tensorrt/unsupported-input",
			said: "This version of TensorRT only supports cubic resizing on the outermost 2 dimensions.",
		},
		{
			operators: ["Slice"],
			fromOpset: 10,
			when: (site) => {
				const [length] = shapeOf(inputOf(site, 1)) ?? [];
				const [axes] = inputOf(site, 3) ? (shapeOf(inputOf(site, 3)) ?? []) : [rankOf(inputOf(site, 0))];
				return typeof length === "number" && typeof axes === "number" && length !== axes;
			},
			said: "The shape of input starts misaligns with the shape of input axes.",
		},
		{
			operators: ["RoiAlign"],
			when: (site) => {
				const shape = shapeOf(inputOf(site, 1));
				return shape !== undefined && (shape.length !== 2 || (typeof shape[1] === "number" && shape[1] !== 4));
			},
			said: "Found incorrect dimensions for ROIs input!",
		},
	] satisfies (Omit<Refusal, "code"> & { readonly code?: Refusal["code"] })[]
).map((row): Refusal => ({ code: "tensorrt/unsupported-shape", ...row }));

function numberOf(size: Dimension | undefined): number | undefined {
	return typeof size === "number" ? size : undefined;
}

function differ(left: number | undefined, right: number | undefined): boolean {
	return left !== undefined && right !== undefined && left !== right;
}

const largestInt32 = 2 ** 31 - 1;

/** The output of EfficientNMS_ONNX_TRT has as many rows of three as may be selected of the batch; INT64 was clamped. */
function selectsTooMany(site: Site): boolean {
	const most = weightsOf(inputOf(site, 2))?.[0];
	const [batch] = shapeOf(inputOf(site, 0)) ?? [];
	return most !== undefined && typeof batch === "number" && 3 * batch * Math.min(most, largestInt32) > largestInt32;
}

/** Axes that an older TensorRT sees: an input since opset 13, else an attribute. */
function hasAxes(site: Site): boolean {
	return site.opset >= 13 ? inputOf(site, 1) !== undefined : (integersOf(site, "axes")?.length ?? 0) > 0;
}

function hasDynamicBatch(site: Site): boolean {
	const axis = Number(site.attributes.get("batch_axis")?.i ?? 1);
	return typeof shapeOf(inputOf(site, 0))?.[axis] !== "number" && isDynamic(inputOf(site, 0)) === true;
}

/** Before 10.12 an equation has at most two operands, no ellipsis, and no letter twice in one of them. */
function isBeyondOldEinsum(site: Site): boolean {
	const equation = textOf(site, "equation", "").replaceAll(" ", "");
	const [left = ""] = equation.split("->");
	const operands = left.split(",");
	return operands.length > 2 || equation.includes(".") || operands.some((one) => new Set(one).size < one.length);
}

function scalesOfOtherRank(site: Site, input: number): boolean {
	// From opset 18 on `axes` says which axes the scales are of; parsers before 10.0 do not read it.
	if (site.release >= 1000 && site.attributes.has("axes")) return false;
	const scales = inputOf(site, input);
	const [length] = shapeOf(scales) ?? [];
	return scales?.isWeights === true && typeof length === "number" && differ(length, rankOf(inputOf(site, 0)));
}

/** Whether an axis in front of the last few is scaled. */
function scalesBefore(site: Site, input: number, last: number): boolean {
	const scales = weightsOf(inputOf(site, input)) ?? site.attributes.get("scales")?.floats ?? [];
	return scales.slice(0, -last).some((scale) => scale !== 1);
}
