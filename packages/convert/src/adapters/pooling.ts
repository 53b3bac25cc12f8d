import { attributeOf, int, integersOf, shapeAt, withAttributes } from "@suture/rewrite";
import type { Adapters, Border } from "../border.ts";
import { type Adapter, float, integerIn } from "../crossing.ts";
import { otherMeaning } from "../refusal.ts";

/** The norm was a number with a fraction. */
const wholeNorm: Adapter = (node) => {
	const p = attributeOf(node, "p");
	return p ? { ...node, attributes: withAttributes(node.attributes, [int("p", Math.round(p.f ?? 2))]) } : node;
};

const floatNorm: Adapter = (node) => {
	const p = attributeOf(node, "p");
	return p ? { ...node, attributes: withAttributes(node.attributes, [float("p", Number(p.i ?? 2))]) } : node;
};

const norm: Border = { version: 2, up: wholeNorm, down: floatNorm };

/** Since opset 22 a window that would begin behind the last element is left out, also when sizes are rounded up. Where a window
 *  reaches over the padding at the end there is none. */
const withoutLateWindows: Adapter = (node, crossing) => {
	const kernel = integersOf(node, "kernel_shape") ?? [];
	if (integerIn(node, "ceil_mode") !== 1) return node;
	const [strides = [], dilations = [], pads = []] = ["strides", "dilations", "pads"].map((name) =>
		integersOf(node, name),
	);
	const sizes = shapeAt(crossing.site, crossing.node.inputs[0])?.slice(2) ?? [];
	const hasLate = kernel.some((length, i) => {
		const [stride = 1, begin = 0, end = 0] = [strides[i], pads[i], pads[i + kernel.length]];
		const reach = (length - 1) * (dilations[i] ?? 1) + 1;
		if (stride + end <= reach) return false;
		const size = sizes[i];
		if (typeof size !== "number") return true;
		return Math.ceil((size + begin + end - reach) / stride) * stride >= size + begin;
	});
	return hasLate ? otherMeaning(node, crossing, "a window may begin in the padding at the end") : node;
};

const windows: Border = { version: 22, up: withoutLateWindows, down: withoutLateWindows };

/** What goes over windows. */
export const pooling: Adapters = {
	AveragePool: [windows],
	GlobalLpPool: [norm],
	LpPool: [norm],
	MaxPool: [windows],
};
