import type { Attribute, Node, TensorLiteral } from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import { isAtLeast, isExpression } from "@suture/ops";
import {
	attributeOf,
	factAt,
	int,
	integerOf,
	integersOf,
	ints,
	numbersAt,
	rankAt,
	type Site,
	shapeAt,
	textOf,
	withAttributes,
} from "@suture/rewrite";
import type { Lowered } from "./lowered.ts";

type Rewrite = (site: Site, node: Node, to: number, then: number) => Lowered | string | undefined;

const reductions =
	"ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSumSquare".split(" ");

/** Operators whose meaning moved between inputs and attributes, or changed. Undefined: nothing has to be written otherwise. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
	...Object.fromEntries(reductions.map((operator) => [operator, axesToAttribute(18)])),
	ReduceSum: axesToAttribute(13),
	Squeeze: axesToAttribute(13),
	Unsqueeze: axesToAttribute(13),
	Split: splitSizes,
	Pad: padAllAxes,
	Reshape: withoutZeros,
	Resize: resizeAllAxes,
	GridSample: olderModes,
	RoiAlign: (site, node, to) =>
		to < 16 && textOf(site, node, "coordinate_transformation_mode") !== "output_half_pixel"
			? "it shifted regions by half a pixel otherwise."
			: undefined,
	Softmax: softmaxOverLast,
	LogSoftmax: softmaxOverLast,
	GroupNormalization: () => "its scale was of groups.",
	BatchNormalization: (_, node, to) =>
		to < 14 && node.outputs.length > 1 ? "its other outputs meant something else." : undefined,
};

function axesToAttribute(since: number): Rewrite {
	return (site, node, to) => {
		if (to >= since || site.opset < since) return undefined;
		const [x = "", axes = ""] = node.inputs;
		const keepsAll = integerOf(site, node, "noop_with_empty_axes") === 1;
		const attributes = withAttributes(node.attributes, [], ["noop_with_empty_axes"]);
		const found = axes === "" ? [] : numbersAt(site, axes);
		if (!found) return "its axes are not constant.";
		if (found.length === 0)
			return keepsAll ? "it does nothing without axes." : { node: { ...node, inputs: [x], attributes } };
		return { node: { ...node, inputs: [x], attributes: withAttributes(attributes, [ints("axes", found)]) } };
	};
}

function splitSizes(site: Site, node: Node, to: number): Lowered | string | undefined {
	if (to >= 18 || site.opset < 18) return to < 13 ? "its sizes were an attribute." : undefined;
	const attributes = withAttributes(node.attributes, [], ["num_outputs"]);
	const [x = "", split = ""] = node.inputs;
	if (split !== "") return { node: { ...node, attributes } };
	const axis = integerOf(site, node, "axis") ?? 0;
	const size = shapeAt(site, x)?.at(axis);
	const parts = node.outputs.length;
	if (typeof size !== "number") return "the size that it splits is not known.";
	const part = Math.ceil(size / parts);
	const sizes = node.outputs.map((_, i) => Math.max(0, Math.min(part, size - i * part)));
	const name = `%${node.outputs[0]}_sizes`;
	return { node: { ...node, inputs: [x, name], attributes }, tensors: { [name]: int64s(sizes) } };
}

function padAllAxes(site: Site, node: Node, to: number): Lowered | string | undefined {
	const [x = "", pads = "", value = "", axes = ""] = node.inputs;
	if (to >= 18 || axes === "") return undefined;
	const rank = rankAt(site, x);
	const [amounts, on] = [numbersAt(site, pads), numbersAt(site, axes)];
	if (rank === undefined || !amounts || !on) return "its pads, its axes or the rank of its input are not known.";
	const all = Array.from({ length: 2 * rank }, () => 0);
	on.forEach((axis, i) => {
		const at = axis < 0 ? axis + rank : axis;
		all[at] = amounts[i] ?? 0;
		all[at + rank] = amounts[i + on.length] ?? 0;
	});
	const name = `%${node.outputs[0]}_pads`;
	const inputs = value === "" ? [x, name] : [x, name, value];
	return { node: { ...node, inputs }, tensors: { [name]: int64s(all) } };
}

function resizeAllAxes(site: Site, node: Node, to: number): Lowered | string | undefined {
	const axes = integersOf(node, "axes");
	if (to >= 18 || !axes) return undefined;
	const [x = "", roi = "", scales = "", sizes = ""] = node.inputs;
	const shape = shapeAt(site, x);
	if (!shape || roi !== "") return "its region or the rank of its input is not known.";
	const on = axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
	const attributes = withAttributes(node.attributes, [], ["axes"]);
	const given = numbersAt(site, scales || sizes);
	if (!given) return "its scales are not constant.";
	const all = shape.map((size, axis) => (on.includes(axis) ? given[on.indexOf(axis)] : scales ? 1 : size));
	if (!all.every((one) => typeof one === "number")) return "a size that it keeps is not known.";
	const name = `%${node.outputs[0]}_all`;
	const literal = scales ? { type: "float", dims: [all.length], values: all } : int64s(all);
	return {
		node: { ...node, inputs: scales ? [x, "", name] : [x, "", "", name], attributes },
		tensors: { [name]: literal },
	};
}

/** Before opset 14 a size of 0 took that of the input; where there is none it makes no difference. */
function withoutZeros(site: Site, node: Node, to: number): Lowered | string | undefined {
	if (to >= 14 || integerOf(site, node, "allowzero") !== 1) return undefined;
	const sizes = factAt(site, node.inputs[1]).value;
	const hasNone = sizes?.every(
		(size) => (typeof size === "number" && size !== 0) || (isExpression(size) && isAtLeast(size, 1)),
	);
	if (!hasNone) return "a size of 0 meant something else.";
	return { node: { ...node, attributes: withAttributes(node.attributes, [], ["allowzero"]) } };
}

function olderModes(site: Site, node: Node, to: number): Lowered | undefined {
	if (to >= 20 || !attributeOf(node, "mode")) return to >= 20 || site.opset < 20 ? undefined : { node };
	const mode = textOf(site, node, "mode");
	const older = mode === "linear" ? "bilinear" : mode === "cubic" ? "bicubic" : mode;
	return { node: { ...node, attributes: withAttributes(node.attributes, [textAttribute("mode", older ?? "")]) } };
}

/** Before opset 13 it was over all axes from one on. */
function softmaxOverLast(site: Site, node: Node, to: number): Lowered | string | undefined {
	if (to >= 13 || site.opset < 13) return undefined;
	const rank = rankAt(site, node.inputs[0]);
	const axis = integerOf(site, node, "axis") ?? -1;
	if (rank === undefined || (axis !== -1 && axis !== rank - 1)) return "it was over all axes from one on.";
	return { node: { ...node, attributes: withAttributes(node.attributes, [int("axis", rank - 1)]) } };
}

function int64s(values: readonly number[]): TensorLiteral {
	return { type: "int64", dims: [values.length], values: [...values] };
}

const encoder = new TextEncoder();

function textAttribute(name: string, text: string): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.STRING, s: encoder.encode(text) });
}
