import { releaseNumber } from "../../target/releases.ts";
import { inputOf, integerOf, integersOf, numbersOf, rankOf, type Site, shapeOf, textOf } from "../site.ts";

/** What the DLA takes of some operators. */
export interface DlaLayer {
	readonly operators: readonly string[];
	/** The first release in which it takes them. */
	readonly from?: string;
	/** Why it does not take this one, in a sentence; undefined where it does. */
	readonly limit?: (site: Site) => string | undefined;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Layers of the DLA and their limits. Sources: NVIDIA, "DLA Supported Layers and Restrictions" (TensorRT 8.5 to 10.7), and the
 *  operator matrix of Deep-Learning-Accelerator-SW (TensorRT 8.5, Orin); Resize before 8.5 by the guide of 8.2.1. */
export const dlaLayers: readonly DlaLayer[] = [
	// What leaves no layer, or is folded.
	{ operators: words("Constant ConstantOfShape Dropout Identity Shape QuantizeLinear DequantizeLinear Cast") },
	{ operators: words("Relu Sigmoid Tanh LeakyRelu Clip BatchNormalization"), limit: imagesOnly },
	{ operators: words("Add Sub Mul Max Min Sum"), limit: imagesOnly },
	{ operators: words("Div Pow"), from: "8.6", limit: imagesOnly },
	{ operators: words("Equal Greater Less"), from: "8.6", limit: castBehind },
	{ operators: ["Abs"], from: "8.5", limit: imagesOnly },
	{ operators: ["Conv"], limit: convolution },
	{ operators: ["ConvTranspose"], limit: transposedConvolution },
	{ operators: words("Gemm MatMul"), limit: constantWeights },
	{ operators: words("AveragePool MaxPool"), limit: pooling },
	{ operators: ["Concat"], limit: channelsOnly },
	{
		operators: ["LRN"],
		limit: (site) =>
			[3, 5, 7, 9].includes(integerOf(site, "size", 0)) ? undefined : "Its window is not 3, 5, 7 or 9.",
	},
	{
		operators: ["PRelu"],
		limit: (site) => (inputOf(site, 1)?.isConstant ? undefined : "Its slope is not constant."),
	},
	{ operators: ["ReduceMax"], from: "8.6", limit: withoutBatch },
	{ operators: words("Resize Upsample"), limit: resizing },
	{ operators: words("Reshape Transpose Flatten Squeeze Unsqueeze"), limit: batchStays },
	{ operators: words("Slice Split"), from: "8.5", limit: imagesOnly },
	// Orin alone; Xavier has none.
	{ operators: ["Softmax"], from: "8.5", limit: imagesOnly },
];

/** The last TensorRT that had the DLA of Jetson. Source: NVIDIA, "Working with DLA", TensorRT 11.3. */
export const lastWithDla: number = releaseNumber("10.7");

function imagesOnly({ inputs, outputs }: Site): string | undefined {
	const ranks = [inputs[0], outputs[0]].map(rankOf);
	return ranks.every((rank) => rank === undefined || rank === 4)
		? undefined
		: "It takes [batch, channels, height, width] only.";
}

function within(what: string, values: readonly number[], low: number, high: number): string | undefined {
	return values.every((value) => value >= low && value <= high)
		? undefined
		: `${what} may be from ${low} to ${high}, and this has ${values.join(" × ")}.`;
}

function convolution(site: Site): string | undefined {
	const [filters, channels = 1, ...kernel] = sizesOf(site, 1);
	const pads = integersOf(site, "pads") ?? [0];
	return (
		imagesOnly(site) ??
		(inputOf(site, 1)?.isConstant === false && !isQuantizer(site, 1) ? "Its weights are not constant." : undefined) ??
		within("The kernel", kernel, 1, 32) ??
		within("Padding", pads, 0, 31) ??
		within("Strides", integersOf(site, "strides") ?? [1], 1, 8) ??
		within("Dilations", integersOf(site, "dilations") ?? [1], 1, 32) ??
		within("Channels", filters === undefined ? [] : [filters, channels * integerOf(site, "group", 1)], 1, 8192)
	);
}

function isQuantizer({ inputs }: Site, input: number): boolean {
	return inputs[input]?.maker?.node.opType === "DequantizeLinear";
}

function transposedConvolution(site: Site): string | undefined {
	const [, , ...kernel] = sizesOf(site, 1);
	return (
		imagesOnly(site) ??
		within("The kernel", kernel, 1, 32) ??
		within("Padding", integersOf(site, "pads") ?? [0], 0, 0) ??
		within("Groups", [integerOf(site, "group", 1)], 1, 1) ??
		within("Dilations", integersOf(site, "dilations") ?? [1], 1, 1)
	);
}

function constantWeights(site: Site): string | undefined {
	return inputOf(site, 1)?.isConstant || isQuantizer(site, 1) ? undefined : "Its second input is not constant.";
}

function pooling(site: Site): string | undefined {
	return (
		imagesOnly(site) ??
		within("The window", integersOf(site, "kernel_shape") ?? [], 1, 8) ??
		within("Padding", integersOf(site, "pads") ?? [0], 0, 7) ??
		within("Strides", integersOf(site, "strides") ?? [1], 1, 16)
	);
}

function channelsOnly(site: Site): string | undefined {
	const axis = integerOf(site, "axis", 1);
	return imagesOnly(site) ?? (axis === 1 || axis === -3 ? undefined : "It joins along channels only.");
}

function castBehind(site: Site): string | undefined {
	return imagesOnly(site) ?? "Its result must be cast to FLOAT16 or INT8 at once, which a parsed model rarely does.";
}

function withoutBatch(site: Site): string | undefined {
	const given = inputOf(site, 1);
	const axes = integersOf(site, "axes") ?? (given && numbersOf(given.fact));
	const isWithin = axes?.every((axis) => axis !== 0 && axis !== -4) === true && integerOf(site, "keepdims", 1) === 1;
	return imagesOnly(site) ?? (isWithin ? undefined : "It reduces within a sample only, and keeps axes.");
}

function resizing(site: Site): string | undefined {
	const [before, after] = [shapeOf(site.inputs[0]), shapeOf(site.outputs[0])];
	const scales = before?.map((size, axis) => Number(after?.[axis]) / Number(size)) ?? [];
	const [batch, channels, ...spatial] = scales;
	const mode = textOf(site, "mode", "nearest");
	if (imagesOnly(site)) return imagesOnly(site);
	if (mode === "cubic") return "It resizes to the nearest point or linearly only.";
	if (mode !== "nearest" && site.release < releaseNumber("8.5")) return "It resizes to the nearest point only.";
	if (mode !== "nearest" && textOf(site, "coordinate_transformation_mode", "half_pixel") !== "half_pixel")
		return "It resizes linearly between the middles of pixels only: half_pixel.";
	if (batch !== 1 || channels !== 1) return "It resizes height and width only.";
	const most = mode === "nearest" ? 32 : 4;
	return spatial.every((scale) => Number.isInteger(scale) && scale >= 1 && scale <= most)
		? undefined
		: `Its scales may be whole numbers up to ${most}.`;
}

function batchStays(site: Site): string | undefined {
	const [before, after] = [shapeOf(site.inputs[0]), shapeOf(site.outputs[0])];
	const isSame = before === undefined || after === undefined || before[0] === after[0];
	return imagesOnly(site) ?? (isSame ? undefined : "It can't change the batch.");
}

/** Sizes that are not known count as none. */
function sizesOf(site: Site, input: number): readonly number[] {
	const shape = shapeOf(inputOf(site, input)) ?? [];
	return shape.every((size) => typeof size === "number") ? shape : [];
}
