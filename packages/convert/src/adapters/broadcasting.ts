import { elementAt, int, rankAt, type Site, shapeAt, squeeze, unsqueeze, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, integerIn, tensorAsInput } from "../crossing.ts";
import { notKnown, otherMeaning } from "../refusal.ts";

/** Up to opset 6 the second input was stretched only when asked for, from an axis on. */
const fromAxis: Adapter = (node, { site, draft }) => {
	const [a = "", b = ""] = node.inputs;
	const axis = integerIn(node, "axis");
	const isAsked = (integerIn(node, "broadcast") ?? 0) !== 0;
	const plain = { ...node, attributes: withAttributes(node.attributes, [], ["axis", "broadcast"]) };
	if (!isAsked || axis === undefined) return plain.attributes.length === node.attributes.length ? node : plain;
	const [left, right] = [rankAt(site, a), rankAt(site, b)];
	if (left === undefined || right === undefined) return notKnown(node, "how many axes its inputs have");
	const behind = left - (axis < 0 ? axis + left : axis) - right;
	if (behind <= 0 || right === 0) return plain;
	return { ...plain, inputs: [a, unsqueeze(draft, b, upTo(right, right + behind))] };
};

const toAxis: Adapter = (node, crossing) => {
	const { site, draft } = crossing;
	const [a = "", b = ""] = node.inputs;
	const place = placeOfSecond(site, a, b);
	if (place === "unknown") return notKnown(node, "of what sizes its inputs are");
	if (place === "same") return node;
	if (place === "nowhere")
		return otherMeaning(node, crossing, "only its second input was stretched, all of it at once");
	const inputs = [a, place.without.length === 0 ? b : squeeze(draft, b, place.without)];
	const attributes = withAttributes(node.attributes, [int("axis", place.axis), int("broadcast", 1)]);
	return { ...node, inputs, attributes };
};

interface SecondInput {
	/** Where its first axis lies in those of the first input. */
	readonly axis: number;
	/** Its axes of one element that have to go. */
	readonly without: readonly number[];
}

/** Where the axes of the second input lie in those of the first one. */
function placeOfSecond(site: Site, a: string, b: string): SecondInput | "same" | "nowhere" | "unknown" {
	const [left, right] = [shapeAt(site, a), shapeAt(site, b)];
	if (!left || !right) return "unknown";
	const isEqual = (i: number) => keyOf(right[i]) === keyOf(left[left.length - right.length + i]);
	const all = upTo(0, right.length);
	if (left.length === right.length && all.every(isEqual)) return "same";
	const first = all.findIndex((i) => right[i] !== 1);
	if (first < 0) return { axis: 0, without: all };
	const end = all.findLastIndex((i) => right[i] !== 1) + 1;
	if (right.length > left.length || !upTo(first, end).every(isEqual)) return "nowhere";
	return { axis: left.length - right.length + first, without: [...upTo(0, first), ...upTo(end, right.length)] };
}

function keyOf(size: NonNullable<ReturnType<typeof shapeAt>>[number] | undefined): string | number | undefined {
	return typeof size === "object" ? size.key : size;
}

function upTo(from: number, to: number): number[] {
	return Array.from({ length: to - from }, (_, i) => from + i);
}

/** One slope for each channel was a list. */
const slopeOfChannels: Adapter = (node, { site, draft }) => {
	const [x = "", slope = ""] = node.inputs;
	const [rank, sizes] = [rankAt(site, x), shapeAt(site, slope)];
	if (rank === undefined || !sizes) return notKnown(node, "how many axes its inputs have");
	if (sizes.length !== 1 || sizes[0] === 1 || rank <= 2) return node;
	return { ...node, inputs: [x, unsqueeze(draft, slope, upTo(1, rank - 1))] };
};

const slopeAsList: Adapter = (node, crossing) => {
	const { site, draft } = crossing;
	const [x = "", slope = ""] = node.inputs;
	const place = placeOfSecond(site, x, slope);
	if (place === "unknown") return notKnown(node, "of what sizes its inputs are");
	const rank = rankAt(site, slope) ?? 0;
	const isOne = place !== "same" && place !== "nowhere" && place.without.length === rank;
	if (isOne && rank <= 1) return node;
	const isOfChannels = place !== "same" && place !== "nowhere" && place.axis === 1 && place.without.length === rank - 1;
	if (!isOne && !isOfChannels) return otherMeaning(node, crossing, "it had one slope, or one for each channel");
	const without = isOne ? place.without.slice(1) : place.without;
	return without.length === 0 ? node : { ...node, inputs: [x, squeeze(draft, slope, without)] };
};

const addsStretched: Adapter = (node) => ({
	...node,
	attributes: withAttributes(node.attributes, [int("broadcast", 1)]),
});

/** Gemm had to be given something to add. */
const addsNothing: Adapter = (node, crossing) => {
	const [a = "", b = "", c = ""] = node.inputs;
	if (c !== "") return node;
	const type = elementAt(crossing.site, a);
	if (!type) return notKnown(node, "of what type its input is");
	return { ...node, inputs: [a, b, tensorAsInput(crossing, "nothing", type, [0], [1])] };
};

/** Up to opset 7 all inputs of Max, Mean, Min and Sum had one shape. */
const ofOneShape: Adapter = (node, crossing) => {
	const { site, draft, to } = crossing;
	const shapes = node.inputs.map((input) => shapeAt(site, input)?.map(keyOf).join());
	if (shapes.every((shape) => shape !== undefined && shape === shapes[0])) return node;
	if (node.inputs.length < 2) return node;
	if (node.opType !== "Sum" || to < 7) return otherMeaning(node, crossing, "all of its inputs had one shape");
	const [first = "", ...others] = node.inputs;
	return { written: [others.reduce((sum, one) => draft.add("Add", [sum, one]), first)] };
};

const twoInputs = "Add And Div Equal Greater Less Mul Or Pow Sub Xor".split(" ");

/** How inputs of different shapes go together. */
export const broadcasting: Adapters = {
	...Object.fromEntries(twoInputs.map((operator) => [operator, [{ version: 7, up: fromAxis, down: toAxis }]])),
	...Object.fromEntries(
		["Max", "Mean", "Min", "Sum"].map((operator) => [operator, [{ version: 8, down: ofOneShape }]]),
	),
	Gemm: [
		{ version: 7, up: fromAxis, down: addsStretched },
		{ version: 11, down: addsNothing },
	],
	PRelu: [{ version: 7, up: slopeOfChannels, down: slopeAsList }],
};
