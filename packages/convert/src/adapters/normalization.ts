import { int, ints, isUsed, shapeAt, unsqueeze, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, type Crossing, integerIn } from "../crossing.ts";
import { notKnown, otherMeaning } from "../refusal.ts";

/** Statistics that a training updates. */
const withoutStatistics: Adapter = (node, crossing) => {
	const isTraining =
		integerIn(node, "training_mode") === 1 || node.outputs.slice(1).some((one) => isUsed(crossing.site, one));
	if (isTraining) return otherMeaning(node, crossing, "while it is trained it gives other statistics");
	return node.outputs.length <= 1 ? node : { ...node, outputs: node.outputs.slice(0, 1) };
};

/** Up to opset 6 a node had to say that nobody trains it. */
const untrained: Adapter = (node, crossing) => {
	const isTest = integerIn(node, "is_test");
	if (isTest) return { ...node, attributes: withAttributes(node.attributes, [], ["is_test"]) };
	return otherMeaning(node, crossing, "without is_test = 1 it is trained");
};

const saysUntrained: Adapter = (node) => ({
	...node,
	attributes: withAttributes(node.attributes, [int("is_test", 1)]),
});

const consumes: Adapter = (node) => ({
	...node,
	attributes: withAttributes(node.attributes, [ints("consumed_inputs", [0, 0, 0, 1, 1])]),
});

/** Up to opset 20 scale and bias were of groups; they are of channels. */
const ofChannels: Adapter = (node, crossing) => {
	const { site } = crossing;
	const [x = "", scale = "", bias = ""] = node.inputs;
	const channels = shapeAt(site, x)?.[1];
	const groups = integerIn(node, "num_groups");
	if (typeof channels !== "number" || !groups) return notKnown(node, "how many channels its input has");
	if (groups === channels) return node;
	const repeated = (value: string) => repeatedBy(crossing, value, groups, channels / groups);
	return { ...node, inputs: [x, repeated(scale), repeated(bias)] };
};

function repeatedBy({ draft }: Crossing, value: string, groups: number, times: number): string {
	const columns = draft.add("Expand", [unsqueeze(draft, value, [1]), draft.int64s([groups, times])]);
	return draft.add("Reshape", [columns, draft.int64s([groups * times])]);
}

const ofGroups: Adapter = (node, crossing) => {
	const channels = shapeAt(crossing.site, node.inputs[0])?.[1];
	if (channels !== undefined && channels === integerIn(node, "num_groups")) return node;
	return otherMeaning(node, crossing, "its scale and bias were of groups, not of channels");
};

/** Each channel had one mean, or each pixel of it. */
const spatial: Adapter = (node, crossing) => {
	const given = integerIn(node, "spatial");
	if (given === undefined) return node;
	if (given === 0) return otherMeaning(node, crossing, "each channel has one mean, not each pixel of it");
	return { ...node, attributes: withAttributes(node.attributes, [], ["spatial"]) };
};

/** What makes numbers of one size. */
export const normalization: Adapters = {
	BatchNormalization: [
		{ version: 6, down: consumes },
		{ version: 7, up: untrained, down: saysUntrained },
		{ version: 9, up: spatial },
		{ version: 14, up: withoutStatistics, down: withoutStatistics },
	],
	GroupNormalization: [{ version: 21, up: ofChannels, down: ofGroups }],
};
