import { all, any, has, integerIsNot, isGiven, rankIsNot, textIsNot } from "../conditions.ts";
import type { Difference } from "../rule.ts";
import { inputOf, integerOf, integersOf, rankOf, type Site, shapeOf, weightsOf } from "../site.ts";
import { reductions } from "./families.ts";

/** What a parser takes and does otherwise than ONNX says. onnx-tensorrt 8.0-GA to 10.1-GA: attributes and inputs that an importer
 *  never reads. 8.4.3 was asked, and takes them without a word. */
export const differences: readonly Difference[] = [
	{
		operators: reductions.filter((operator) => operator !== "ReduceSum"),
		until: "9.3",
		fromOpset: 18,
		when: isGiven(1),
		because: "it does not read the input axes and reduces over all of them.",
	},
	{
		operators: ["Shape"],
		until: "9.3",
		fromOpset: 15,
		when: any(integerIsNot("start", 0, 0), has("end")),
		because: "it ignores start and end and gives the whole shape.",
	},
	{
		operators: ["Constant"],
		from: "8.0",
		until: "9.1",
		fromOpset: 12,
		when: any(integerIsNot("value_int", 0, 0), (site) => (integersOf(site, "value_ints") ?? []).length > 0),
		because: "it reads value_int as 0 and value_ints as an empty list.",
	},
	{
		// 8.4.3 refuses a Gather of [1, 16128] flattened at axis 2: "reshape changes volume. Reshaping [1,2768,16128] to [1,2768]".
		operators: ["Flatten"],
		until: "8.4",
		when: all(rankIsNot(0, 3, 8), flattens),
		because: "it leaves a tensor of at most two axes as it is, whatever axis says.",
	},
	{
		operators: ["TopK"],
		until: "8.4",
		fromOpset: 11,
		when: integerIsNot("largest", 1, 1),
		because: "it ignores largest and gives the largest.",
	},
	{
		operators: ["ScatterND", "ScatterElements"],
		until: "9.3",
		when: textIsNot("reduction", "none", "none"),
		because: "it ignores reduction and overwrites.",
	},
	{
		operators: ["LSTM", "GRU", "RNN"],
		until: "10.1",
		fromOpset: 14,
		when: integerIsNot("layout", 0, 0),
		because: "it ignores layout and takes the first axis for time.",
	},
	{
		operators: ["Pad"],
		until: "8.4",
		fromOpset: 18,
		when: isGiven(3),
		because: "it ignores the input axes and pads the last axes, and it ignores constant_value.",
	},
	{
		operators: ["Resize"],
		until: "9.3",
		fromOpset: 18,
		when: any(integerIsNot("antialias", 0, 0), textIsNot("keep_aspect_ratio_policy", "stretch", "stretch")),
		because: "it ignores antialias and keep_aspect_ratio_policy.",
	},
	{
		operators: ["Split"],
		until: "9.3",
		fromOpset: 18,
		when: all(has("num_outputs"), splitsUnevenly),
		because: "it makes all parts equal and drops the rest.",
	},
	{
		operators: ["NonMaxSuppression"],
		until: "8.4",
		when: () => true,
		because: "its output always has max_output_boxes_per_class rows, filled up with copies.",
	},
	{
		operators: ["Clip"],
		until: "8.4",
		fromOpset: 11,
		when: (site) => [1, 2].some((input) => isHalfWeights(site, input)),
		because: "it reads FLOAT16 bounds as if they were FLOAT.",
	},
	{
		// RTX 1.7.1 takes it without a word.
		operators: ["RotaryEmbedding"],
		from: "10.15",
		when: ({ node }) => node.domain === "com.microsoft",
		because: "it takes it for ONNX's operator, whose inputs stand in another order.",
	},
];

/** Whether Flatten gives another shape than it gets, of at most two axes. */
function flattens(site: Site): boolean {
	const axis = integerOf(site, "axis", 1);
	return rankOf(inputOf(site, 0)) !== 2 || (axis !== 1 && axis !== -1);
}

function splitsUnevenly(site: Site): boolean {
	const size = shapeOf(inputOf(site, 0))?.at(integerOf(site, "axis", 0));
	return typeof size !== "number" || size % site.node.outputs.length !== 0;
}

function isHalfWeights(site: Site, input: number): boolean {
	const bound = inputOf(site, input);
	const type = bound?.fact.type;
	return weightsOf(bound) !== undefined && type?.kind === "tensor" && type.element === "float16";
}
