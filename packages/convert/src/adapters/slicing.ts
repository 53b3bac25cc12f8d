import { attributeOf, int, integersOf, ints, rankAt, shapeAt, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, clamped, integerIn, integersAsInput, numbersOf } from "../crossing.ts";
import { later, notKnown } from "../refusal.ts";

const ranges = ["starts", "ends", "axes"];

const rangesAsInputs: Adapter = (node, crossing) => {
	const [starts, ends, axes] = ranges.map((name) => integersOf(node, name));
	if (!starts || !ends) return notKnown(node, "what it takes");
	const lists = axes ? [starts, ends, axes] : [starts, ends];
	return {
		...node,
		inputs: [node.inputs[0] ?? "", ...lists.map((list, i) => integersAsInput(crossing, ranges[i] ?? "", list))],
		attributes: withAttributes(node.attributes, [], ranges),
	};
};

const rangesAsAttributes: Adapter = (node, crossing) => {
	const [x = "", ...lists] = node.inputs;
	const [starts, ends, axes, steps] = lists.map((list) => (list === "" ? [] : numbersOf(crossing, list)));
	if (!starts || !ends || (lists.length > 2 && !axes) || (lists.length > 3 && !steps))
		return notKnown(node, "what it takes");
	if (steps?.some((step) => step !== 1)) return later(node, crossing, "steps");
	const given = [ints("starts", clamped(starts)), ints("ends", clamped(ends))];
	const on = axes && axes.length > 0 ? [ints("axes", axes)] : [];
	return { ...node, inputs: [x], attributes: withAttributes(node.attributes, [...given, ...on]) };
};

/** Up to opset 10 axes were counted from the first one alone. */
const axesFromFirst: Adapter = (node, crossing) => {
	const axes = numbersOf(crossing, node.inputs[3]);
	if (!axes?.some((axis) => axis < 0)) return node;
	const rank = rankAt(crossing.site, crossing.node.inputs[0]);
	if (rank === undefined) return notKnown(node, "how many axes its input has");
	const positive = integersAsInput(
		crossing,
		"axes",
		axes.map((axis) => (axis < 0 ? axis + rank : axis)),
	);
	return { ...node, inputs: node.inputs.map((input, i) => (i === 3 ? positive : input)) };
};

/** In opset 1 an input told the sizes, or an attribute. */
const partsAsAttribute: Adapter = (node, crossing) => {
	const [x = "", sizes = ""] = node.inputs;
	if (sizes === "") return node;
	const given = numbersOf(crossing, sizes);
	return given
		? { ...node, inputs: [x], attributes: withAttributes(node.attributes, [ints("split", given)]) }
		: notKnown(node, "of what sizes the parts are");
};

const partsAsInput: Adapter = (node, crossing) => {
	const given = integersOf(node, "split");
	if (!given) return node;
	const inputs = [node.inputs[0] ?? "", integersAsInput(crossing, "sizes", given)];
	return { ...node, inputs, attributes: withAttributes(node.attributes, [], ["split"]) };
};

/** Without sizes a node has to say since opset 18 how many parts there are. */
const countsParts: Adapter = (node) =>
	(node.inputs[1] ?? "") !== "" || attributeOf(node, "num_outputs")
		? node
		: { ...node, attributes: withAttributes(node.attributes, [int("num_outputs", node.outputs.length)]) };

/** Up to opset 17 parts without sizes were equal. */
const equalParts: Adapter = (node, crossing) => {
	const attributes = withAttributes(node.attributes, [], ["num_outputs"]);
	const [x = "", sizes = ""] = node.inputs;
	if (sizes !== "") return attributes.length === node.attributes.length ? node : { ...node, attributes };
	const size = shapeAt(crossing.site, x)?.at(integerIn(node, "axis") ?? 0);
	const parts = integerIn(node, "num_outputs") ?? node.outputs.length;
	if (typeof size !== "number") return notKnown(node, "of what size it makes parts");
	if (size % parts === 0) return { ...node, attributes };
	const part = Math.ceil(size / parts);
	const all = node.outputs.map((_, i) => Math.max(0, Math.min(part, size - i * part)));
	return { ...node, inputs: [x, integersAsInput(crossing, "sizes", all)], attributes };
};

const countAsInput: Adapter = (node, crossing) => ({
	...node,
	inputs: [node.inputs[0] ?? "", integersAsInput(crossing, "k", [integerIn(node, "k") ?? 1])],
	attributes: withAttributes(node.attributes, [], ["k"]),
});

const countAsAttribute: Adapter = (node, crossing) => {
	const [count] = numbersOf(crossing, node.inputs[1]) ?? [];
	if (count === undefined) return notKnown(node, "how many it takes");
	return { ...node, inputs: node.inputs.slice(0, 1), attributes: withAttributes(node.attributes, [int("k", count)]) };
};

/** Up to opset 10 it took the largest, sorted. */
const largestSorted: Adapter = (node, crossing) => {
	if (integerIn(node, "largest") === 0) return later(node, crossing, "taking the smallest");
	const attributes = withAttributes(node.attributes, [], ["largest", "sorted"]);
	return attributes.length === node.attributes.length ? node : { ...node, attributes };
};

/** What takes parts. */
export const slicing: Adapters = {
	Slice: [
		{ version: 10, up: rangesAsInputs, down: rangesAsAttributes },
		{ version: 11, down: axesFromFirst },
	],
	Split: [
		{ version: 2, up: partsAsAttribute },
		{ version: 13, up: partsAsInput, down: partsAsAttribute },
		{ version: 18, up: countsParts, down: equalParts },
	],
	TopK: [
		{ version: 10, up: countAsInput, down: countAsAttribute },
		{ version: 11, down: largestSorted },
	],
	Concat: [
		{
			version: 4,
			up: (node) =>
				attributeOf(node, "axis") ? node : { ...node, attributes: withAttributes(node.attributes, [int("axis", 1)]) },
		},
	],
};
