import type { Node } from "@suture/graph";
import { int, integersOf, ints, rankAt, withAttributes } from "@suture/rewrite";
import type { Adapters, Border } from "../border.ts";
import { type Adapter, type Crossing, integerIn, integersAsInput, numbersOf } from "../crossing.ts";
import { notKnown } from "../refusal.ts";

const toInput: Adapter = (node, crossing) => {
	const given = integersOf(node, "axes");
	if (!given) return node;
	const attributes = withAttributes(node.attributes, [], ["axes"]);
	return { ...node, inputs: [node.inputs[0] ?? "", integersAsInput(crossing, "axes", given)], attributes };
};

const toAttribute: Adapter = (node, crossing) => {
	const [x = "", axes = ""] = node.inputs;
	const doesNothing = integerIn(node, "noop_with_empty_axes") === 1;
	const others = withAttributes(node.attributes, [], ["noop_with_empty_axes"]);
	const given = axes === "" ? [] : numbersOf(crossing, axes);
	if (!given) return notKnown(node, "which axes are meant");
	const inputs = [x];
	if (given.length > 0) return { ...node, inputs, attributes: withAttributes(others, [ints("axes", given)]) };
	return doesNothing
		? { ...node, opType: "Identity", inputs, attributes: [] }
		: { ...node, inputs, attributes: others };
};

/** Up to opset 10 axes were counted from the first one alone. */
const fromFirst: Border = {
	version: 11,
	down: (node, crossing) => {
		const axis = integerIn(node, "axis");
		const axes = integersOf(node, "axes");
		if ((axis ?? 0) >= 0 && (axes ?? []).every((one) => one >= 0)) return node;
		const rank = rankOf(node, crossing, axes?.length ?? 0);
		if (rank === undefined) return notKnown(node, "how many axes its input has");
		const positive = (one: number) => (one < 0 ? one + rank : one);
		const changed = [
			...(axis === undefined ? [] : [int("axis", positive(axis))]),
			...(axes === undefined ? [] : [ints("axes", axes.map(positive))]),
		];
		return { ...node, attributes: withAttributes(node.attributes, changed) };
	},
};

/** Axes of Unsqueeze are those of its output. */
function rankOf({ opType }: Node, { site, node }: Crossing, more: number): number | undefined {
	const rank = rankAt(site, node.inputs[0]);
	return rank === undefined || opType !== "Unsqueeze" ? rank : rank + more;
}

const reductions =
	"ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSumSquare".split(" ");
const onAxis = "ArgMax ArgMin Compress Concat Flatten Gather Hardmax LogSoftmax Softmax Split".split(" ");

/** Lists of axes became inputs, and may be counted from the last one. */
export const axes: Adapters = {
	...Object.fromEntries(
		reductions.map((operator) => [operator, [fromFirst, { version: 18, up: toInput, down: toAttribute }]]),
	),
	...Object.fromEntries(
		["ReduceSum", "Squeeze", "Unsqueeze"].map((operator) => [
			operator,
			[fromFirst, { version: 13, up: toInput, down: toAttribute }],
		]),
	),
	...Object.fromEntries(onAxis.map((operator) => [operator, [fromFirst]])),
};
