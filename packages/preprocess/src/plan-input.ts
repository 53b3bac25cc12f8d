import { bodyOf, type Graph, indexOf, nearestName, textFromType } from "@suture/graph";
import { newMessage, type TensorShapeProto_Dimension, type TypeProto, tensorType, tensorTypeNamed } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import type { Images } from "./images.ts";

/** What an input takes, what comes in instead, and what lies between. Axes are 0-based. */
export interface InputPlan {
	/** The type of what comes in, as text. */
	readonly incoming: string;
	/** The type that the model takes, as text. */
	readonly outgoing: string;
	/** The element types of what comes in, of the arithmetic, and of what the model takes. */
	readonly elements: { readonly incoming: string; readonly between: string; readonly outgoing: string };
	/** Of the transpose; undefined when the sizes are in order. */
	readonly permutation: readonly number[] | undefined;
	/** Where the model has its channels. */
	readonly channelAxis: number;
	readonly rank: number;
	readonly isReversed: boolean;
	/** Then factor · (x − shift): one number, or one a channel. Undefined when it changes nothing. */
	readonly shift: readonly number[] | undefined;
	readonly factor: readonly number[] | undefined;
}

const floats: ReadonlySet<string> = new Set(["float16", "bfloat16", "float", "double"]);

/** Plans the pre-processing in front of an input of the main graph. */
export function planInput(graph: Graph, input: string, images: Images): InputPlan | { readonly problem: Problem } {
	const no = (reason: string) => ({ problem: problem("preprocess/not-possible", { input, reason }, { value: input }) });
	const main = bodyOf(graph, graph.main);
	const info = main.inputs.find(({ name }) => name === input);
	if (!info) {
		const names = main.inputs.map(({ name = "" }) => name);
		return { problem: problem("edit/no-such-input", { wanted: input, nearest: nearestName(input, names) }) };
	}
	if (indexOf(main).definitions.get(input)?.by !== "input") return no("it has a default, which is no image");
	const opset = graph.header.opsetImport.find(({ domain }) => (domain ?? "") === "" || domain === "ai.onnx")?.version;
	if (opset !== undefined && opset < 7)
		return no(`before opset 7 sizes are not broadcast, and the model is of ${opset}`);
	const dims = info.type?.tensorType?.shape?.dim;
	const outgoing = tensorType(info.type?.tensorType?.elemType)?.text;
	if (!dims || !outgoing) return no("its type and number of sizes are not declared");
	if (dims.length !== 3 && dims.length !== 4) return no(`it has ${dims.length} sizes, and images have 3 or 4`);
	const modelLayout = images.modelLayout ?? layoutOf(dims);
	if (!modelLayout)
		return no("which of its sizes is that of the channels is not clear; say it with the model's layout");
	const channelAxis = axisOfChannels(modelLayout, dims.length);
	const channels = channelsAt(dims, channelAxis);
	const arithmetic = arithmeticOf(images, channels);
	if (typeof arithmetic === "string") return no(arithmetic);
	const isReversed = images.channels === "BGR";
	if (isReversed && channels !== 3) return no("to turn BGR into RGB it must have 3 channels, as a number");
	const incoming = images.uint8 ? "uint8" : outgoing;
	const calculates = arithmetic.shift !== undefined || arithmetic.factor !== undefined;
	if (calculates && !floats.has(outgoing)) return no(`it takes ${outgoing}, and mean and scale give fractions`);
	// Bytes lose nothing in float; halves are rounded once, at the end.
	const between = images.uint8 && (outgoing === "float16" || outgoing === "bfloat16") ? "float" : outgoing;
	const permutation = permutationFrom(images.layout, modelLayout, dims.length);
	const before = permutation ? inverse(permutation).flatMap((axis) => dims[axis] ?? []) : dims;
	const type = (element: string, sizes: readonly TensorShapeProto_Dimension[]) =>
		textFromType(typeOf(element, sizes)) ?? element;
	return {
		incoming: type(incoming, before),
		outgoing: type(outgoing, dims),
		elements: { incoming, between: calculates ? between : outgoing, outgoing },
		permutation,
		channelAxis,
		rank: dims.length,
		isReversed,
		...arithmetic,
	};
}

type Dims = readonly TensorShapeProto_Dimension[];

function axisOfChannels(layout: Images["layout"], rank: number): number {
	return layout === "NHWC" ? rank - 1 : rank - 3;
}

function channelsAt(dims: Dims, axis: number): number | undefined {
	return dims[axis]?.dimParam ? undefined : dims[axis]?.dimValue;
}

/** The layout in which the channels are 1, 3 or 4; undefined when both or none is. */
function layoutOf(dims: Dims): Images["layout"] | undefined {
	const isLikely = (layout: Images["layout"]) =>
		[1, 3, 4].includes(channelsAt(dims, axisOfChannels(layout, dims.length)) ?? 0);
	if (isLikely("NCHW") === isLikely("NHWC")) return undefined;
	return isLikely("NCHW") ? "NCHW" : "NHWC";
}

/** The sizes of the one layout in the order of the other. */
function permutationFrom(from: Images["layout"], to: Images["layout"], rank: number): readonly number[] | undefined {
	if (from === to) return undefined;
	const image = from === "NHWC" ? [2, 0, 1] : [1, 2, 0];
	return rank === 3 ? image : [0, ...image.map((axis) => axis + 1)];
}

function inverse(permutation: readonly number[]): readonly number[] {
	return permutation.map((_, axis) => permutation.indexOf(axis));
}

function typeOf(element: string, dim: Dims): TypeProto {
	const elemType = tensorTypeNamed(element)?.dataType ?? 0;
	return newMessage("TypeProto", { tensorType: { elemType, shape: newMessage("TensorShapeProto", { dim }) } });
}

type Arithmetic = Pick<InputPlan, "shift" | "factor">;

/** (x · scale − mean) / deviation as factor · (x − shift); or what is wrong with the numbers. */
function arithmeticOf(images: Images, channels: number | undefined): Arithmetic | string {
	const { scale = 1, mean = [0], standardDeviation: deviation = [1] } = images;
	for (const [what, list] of [
		["mean", mean],
		["standard deviation", deviation],
	] as const) {
		if (list.length === 1) continue;
		if (channels === undefined) return `how many channels it has is open, so the ${what} must be one number`;
		if (list.length !== channels) return `it has ${channels} channels, and the ${what} ${list.length} numbers`;
	}
	if (![scale, ...mean, ...deviation].every(Number.isFinite))
		return "scale, mean and standard deviation must be numbers";
	if (scale === 0 || deviation.includes(0)) return "scale and standard deviation can't be 0";
	const shift = mean.map((one) => one / scale);
	const factor = deviation.map((one) => scale / one);
	return {
		shift: shift.every((one) => one === 0) ? undefined : shift,
		factor: factor.every((one) => one === 1) ? undefined : factor,
	};
}
