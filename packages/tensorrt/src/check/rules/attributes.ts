import {
	all,
	any,
	anyIntegerIsNot,
	has,
	hasOutput,
	integerIs,
	integerIsNot,
	isComputed,
	isGiven,
	not,
	textIs,
	textIsNot,
} from "../conditions.ts";
import type { Refusal } from "../rule.ts";
import { integerOf, integersOf, type Site, textOf, textsOf } from "../site.ts";
import { pools } from "./families.ts";

const coordinates = "half_pixel pytorch_half_pixel tf_half_pixel_for_nn asymmetric align_corners".split(" ");

/** Attributes that an importer or a static check refuses. onnx-tensorrt 7.2.1 to 10.1-GA; RTX 1.7.1 was asked about those that
 *  have no end, and 8.4.3, 10.6.0 about those that `fixtures/truth` names. */
export const attributeRefusals: readonly Refusal[] = [
	{
		operators: ["Resize"],
		until: "7.2",
		when: any(
			textIsNot(
				"coordinate_transformation_mode",
				"half_pixel",
				"asymmetric",
				"align_corners",
				"half_pixel",
				"pytorch_half_pixel",
			),
			all(textIs("mode", "nearest", "nearest"), textIsNot("nearest_mode", "round_prefer_floor", "floor")),
		),
		fromOpset: 11,
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT only supports floor nearest_mode!",
	},
	{
		operators: ["Resize"],
		from: "8.0",
		fromOpset: 11,
		when: textIsNot("coordinate_transformation_mode", "half_pixel", ...coordinates),
		code: "tensorrt/unsupported-attribute",
		said: "TensorRT only supports half_pixel, pytorch_half_pixel, tf_half_pixel_for_nn, asymmetric and align_corners transformation modes!",
	},
	{
		operators: ["Resize"],
		from: "8.0",
		fromOpset: 11,
		when: all(
			textIs("coordinate_transformation_mode", "half_pixel", "tf_half_pixel_for_nn"),
			textIsNot("nearest_mode", "round_prefer_floor", "round_prefer_floor"),
		),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT only support round_prefer_floor nearest mode in tf_half_pixel_for_nn!",
	},
	{
		operators: ["Resize"],
		until: "8.4",
		fromOpset: 11,
		when: textIs("mode", "nearest", "cubic"),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT does not support cubic interpolation!",
	},
	{
		operators: ["Resize"],
		from: "10.0",
		when: integerIsNot("antialias", 0, 0),
		code: "tensorrt/unsupported-attribute",
		said: "Antialiasing is not supported currently.",
	},
	{
		operators: ["Resize"],
		from: "10.0",
		when: textIsNot("keep_aspect_ratio_policy", "stretch", "stretch"),
		code: "tensorrt/unsupported-attribute",
		said: "Only `stretch` is supported currently as `keep_aspect_ratio_policy`.",
	},
	{
		operators: ["Upsample"],
		when: textIsNot("mode", "nearest", "nearest", "linear", "bilinear"),
		code: "tensorrt/unsupported-attribute",
		said: "The attribute mode can only be nearest, linear, or bilinear.",
	},
	{
		operators: ["MaxPool"],
		when: hasOutput(1),
		code: "tensorrt/refused-node",
		said: "TensorRT does not support the indices output in MaxPool!",
	},
	{
		operators: ["LayerNormalization"],
		from: "8.6",
		when: hasOutput(1),
		code: "tensorrt/refused-node",
		said: "This version of TensorRT doesn't support mode than 1 outputs for LayerNormalization nodes!",
	},
	{
		operators: pools,
		fromOpset: 10,
		when: anyIntegerIsNot("dilations", 1),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT does not support dilations other than 1.",
	},
	{
		operators: ["AveragePool"],
		until: "8.4",
		when: all(textIsNot("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER"), hasUnevenPads),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT does not support the form of the attribute pads.",
	},
	{
		operators: ["BatchNormalization"],
		from: "8.5",
		when: integerIsNot("training_mode", 0, 0),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT does not support training_mode == 1 in BatchNormalization.",
	},
	{
		operators: ["Dropout"],
		untilOpset: 6,
		when: integerIs("is_test", 1, 0),
		code: "tensorrt/unsupported-attribute",
		said: "TensorRT does not support the Droupout operator with training mode.",
	},
	{
		operators: ["LSTM"],
		when: integerIsNot("input_forget", 0, 0),
		code: "tensorrt/unsupported-attribute",
		said: "Coupled input/forget is unsupported in the LSTM converter",
	},
	{
		operators: ["LSTM", "GRU", "RNN"],
		when: all(textIs("direction", "forward", "bidirectional"), hasUnlikeDirections),
		code: "tensorrt/unsupported-attribute",
		said: ({ node }) =>
			`The parser does not currently support cases where activations for the reverse pass of the ${node.opType} do not match the forward pass.`,
	},
	{
		operators: ["LpNormalization", "LpPool"],
		when: integerIsNot("p", 2, 1, 2),
		code: "tensorrt/unsupported-attribute",
		said: "Only L1 and L2 normalization are supported.",
	},
	{
		// In 10.0 to 10.1 the attribute alone is refused, also when it says none; so did 10.6.0. RTX 1.7.1 takes none.
		operators: ["ScatterND"],
		from: "10.0",
		until: "10.13",
		when: has("reduction"),
		code: "tensorrt/unsupported-attribute",
		said: "Attribute reduction is not supported.",
	},
	{
		operators: ["ScatterND"],
		from: "10.14",
		when: textIsNot("reduction", "none", "none"),
		code: "tensorrt/unsupported-attribute",
		said: "ScatterND with reduction is not supported.",
	},
	{
		operators: ["Einsum"],
		when: (site) => invalidCharacters(site) !== "",
		code: "tensorrt/unsupported-attribute",
		said: (site) => `Invalid character(s) in Einsum equation: ${invalidCharacters(site)}`,
	},
	{
		operators: ["Pad"],
		until: "8.0",
		when: textIsNot("mode", "constant", "constant"),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT only supports constant 0 padding!",
	},
	{
		operators: ["Pad"],
		from: "8.2",
		until: "9.3",
		when: textIsNot("mode", "constant", "constant", "reflect", "edge"),
		code: "tensorrt/unsupported-attribute",
		said: "Unsupported pad mode",
	},
	{
		operators: ["Pad"],
		from: "10.0",
		when: textIsNot("mode", "constant", "constant", "reflect", "edge", "wrap"),
		code: "tensorrt/unsupported-attribute",
		said: "Unsupported pad mode",
	},
	{
		operators: ["Constant"],
		when: any(has("sparse_value"), has("value_string"), has("value_strings")),
		code: "tensorrt/unsupported-attribute",
		said: "This version of TensorRT does not support the sparse_value, value_string and value_strings attributes.",
	},
	{
		operators: ["Gelu"],
		when: textIsNot("approximate", "none", "none", "tanh"),
		code: "tensorrt/unsupported-attribute",
		said: "Invalid value provided for the Gelu 'approximate' attribute: …",
	},
	{
		operators: ["RoiAlign"],
		when: textIsNot("mode", "avg", "avg", "max"),
		code: "tensorrt/unsupported-attribute",
		said: "Mode must be avg or max!",
	},
	{
		operators: ["ReverseSequence"],
		from: "8.6",
		when: (site) => integerOf(site, "batch_axis", 1) === integerOf(site, "time_axis", 0),
		code: "tensorrt/unsupported-attribute",
		said: "batch_axis and time_axis cannot be the same",
	},
	{
		operators: ["Attention"],
		when: (site) => (site.attributes.get("softcap")?.f ?? 0) !== 0,
		code: "tensorrt/unsupported-attribute",
		said: "Setting softcap is not supported in TensorRT Attention.",
	},
	{
		operators: ["Attention"],
		when: hasOutput(1),
		code: "tensorrt/refused-node",
		said: "TensorRT only supports Attention nodes with one output.",
	},
	{
		operators: ["Attention"],
		when: all(integerIs("is_causal", 0, 1), isGiven(3)),
		code: "tensorrt/refused-node",
		said: "IAttention::setMask: Parameter check failed, condition: causalKind == CausalMaskKind::kNONE",
	},
	{
		operators: ["TensorScatter"],
		when: textIsNot("mode", "linear", "linear"),
		code: "tensorrt/unsupported-attribute",
		said: "Only linear mode is supported for now.",
	},
	{
		operators: ["Resize"],
		from: "10.0",
		when: all(has("axes"), isComputed(2), not(isGiven(3))),
		code: "tensorrt/unsupported-attribute",
		said: "Currently, `axes` attribute is supported with `scales` tensor only when it's trivial.",
	},
	{
		operators: ["Attention"],
		when: has("softmax_precision"),
		code: "tensorrt/unsupported-attribute",
		said: "Setting softmax precision is not supported in TensorRT Attention.",
	},
];

/** TensorRT 8.4 pads the end by one more than the beginning at most, on the first two axes. */
function hasUnevenPads(site: Site): boolean {
	const pads = integersOf(site, "pads") ?? [];
	const half = pads.length / 2;
	return [0, 1].some((axis) => {
		const extra = axis < half ? (pads[half + axis] ?? 0) - (pads[axis] ?? 0) : 0;
		return extra !== 0 && extra !== 1;
	});
}

function hasUnlikeDirections(site: Site): boolean {
	const activations = textsOf(site, "activations");
	if (activations === undefined) return false;
	const half = activations.length / 2;
	return activations.slice(0, half).some((one, i) => one !== activations[half + i]);
}

/** As the parser lists them. */
function invalidCharacters(site: Site): string {
	const wrong = /[^a-z\->., ]/;
	return [...textOf(site, "equation", "")].filter((one) => wrong.test(one)).join(",");
}
