import type { Node } from "@suture/graph";
import { type ElementType, isFloat } from "@suture/ops";
import {
	type Draft,
	draftFor,
	elementAt,
	integerOf,
	integersOf,
	rankAt,
	reshape,
	type Site,
	shapeAt,
	slice,
	squeeze,
	tensorAt,
	textOf,
	told,
	toTheEnd,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Each element of a kernel becomes a product of its own. */
const mostProducts = 64;

export const convolveByProducts: RepairRule = {
	name: "convolve-by-products",
	title: "Convolve with computed weights by a product for each element of the kernel",
	kind: "exact",
	operators: ["Conv"],
	codes: ["tensorrt/must-be-constant"],
	match(site, node) {
		const [x = "", w = "", bias = ""] = node.inputs;
		if (tensorAt(site, w)) return miss("Its weights are an initializer.");
		const convolution = convolutionOf(site, node);
		if (typeof convolution === "string") return miss(convolution);
		const draft = draftFor(site, node);
		const { kernel, groups, outputs } = convolution;
		const padded = padOf(draft, convolution, x);
		let sum: string | undefined;
		let part = "";
		for (const place of placesIn(kernel)) {
			part = partAt(draft, convolution, padded, place);
			const rows = reshape(draft, part, [{ of: x, axis: 0 }, groups, convolution.inputs, -1]);
			const product = draft.add("MatMul", [weightsAt(draft, convolution, w, place), rows]);
			sum = sum === undefined ? product : draft.add("Add", [sum, product]);
		}
		const shape = draft.add("Shape", [part]);
		const sizes = kernel.map((_, i) => slice(draft, shape, 0, i + 2, i + 3));
		const batch = slice(draft, shape, 0, 0, 1);
		const whole = draft.add("Concat", [batch, draft.int64s([groups * outputs]), ...sizes], { axis: 0 });
		const found = draft.add("Reshape", [sum ?? "", whole]);
		const behind = kernel.map((_, i) => i + 1);
		const result = bias === "" ? found : draft.add("Add", [found, unsqueeze(draft, bias, behind)]);
		return {
			nodes: [node],
			sentence: `${told(node)} gets computed weights: each element of the kernel becomes a product, and the products are summed.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

interface Convolution {
	readonly kernel: readonly number[];
	readonly strides: readonly number[];
	readonly dilations: readonly number[];
	/** Of the spatial axes: all begins, then all ends. */
	readonly pads: readonly number[];
	readonly groups: number;
	/** Channels of one group. */
	readonly inputs: number;
	readonly outputs: number;
	readonly element: ElementType;
}

/** What a Conv does; as a text, why it can't be told. */
function convolutionOf(site: Site, node: Node): Convolution | string {
	const [x, w] = node.inputs;
	const element = elementAt(site, x);
	const weights = shapeAt(site, w);
	const rank = rankAt(site, x);
	if (site.opset < 11 || !element || !isFloat(element)) return "The type of its input is not known.";
	if (!weights?.every((size) => typeof size === "number") || rank !== weights.length)
		return "The sizes of its weights are not known.";
	const [all = 0, inputs = 0, ...kernel] = weights;
	if (kernel.reduce((a, b) => a * b, 1) > mostProducts) return "Its kernel is large.";
	const padding = textOf(site, node, "auto_pad") ?? "NOTSET";
	if (padding !== "NOTSET" && padding !== "VALID") return "Its pads depend on the size of its input.";
	const groups = integerOf(site, node, "group") ?? 1;
	const ones = kernel.map(() => 1);
	const pads = padding === "VALID" ? undefined : integersOf(node, "pads");
	return {
		kernel,
		strides: integersOf(node, "strides") ?? ones,
		dilations: integersOf(node, "dilations") ?? ones,
		pads: pads ?? [...kernel, ...kernel].map(() => 0),
		groups,
		inputs,
		outputs: all / groups,
		element,
	};
}

function padOf(draft: Draft, { pads, kernel, element }: Convolution, x: string): string {
	if (pads.every((pad) => pad === 0)) return x;
	const all = [0, 0, ...pads.slice(0, kernel.length), 0, 0, ...pads.slice(kernel.length)];
	return draft.add("Pad", [x, draft.int64s(all), draft.scalar(element, 0)]);
}

function placesIn(kernel: readonly number[]): readonly (readonly number[])[] {
	return kernel.reduce<number[][]>(
		(places, size) => places.flatMap((place) => Array.from({ length: size }, (_, i) => [...place, i])),
		[[]],
	);
}

/** What one element of the kernel meets: [N, C, …output sizes]. */
function partAt(
	draft: Draft,
	{ kernel, strides, dilations }: Convolution,
	padded: string,
	place: readonly number[],
): string {
	return place.reduce((value, at, i) => {
		const dilation = dilations[i] ?? 1;
		const step = strides[i] ?? 1;
		const behind = ((kernel[i] ?? 1) - 1 - at) * dilation;
		if (at === 0 && behind === 0 && step === 1) return value;
		return slice(draft, value, i + 2, at * dilation, behind === 0 ? toTheEnd : -behind, step);
	}, padded);
}

/** The weights of one element of the kernel: [groups, outputs, inputs]. */
function weightsAt(
	draft: Draft,
	{ groups, outputs, inputs, kernel }: Convolution,
	w: string,
	place: readonly number[],
): string {
	const one = place.reduce(
		(value, at, i) => ((kernel[i] ?? 1) === 1 ? value : slice(draft, value, i + 2, at, at + 1)),
		w,
	);
	const matrix = squeeze(
		draft,
		one,
		kernel.map((_, i) => i + 2),
	);
	return draft.add("Reshape", [matrix, draft.int64s([groups, outputs, inputs])]);
}
