import { elementTypeOf } from "@suture/ops";
import { attributeOf, elementAt, shapeAt, withAttributes } from "@suture/rewrite";
import type { Adapters, Border } from "../border.ts";
import { type Adapter, integerIn, tensorAsInput } from "../crossing.ts";
import { later, notKnown } from "../refusal.ts";

/** A zero point is not written for more channels than there are in any network. */
const mostScales = 65_536;

/** Up to opset 12 there was one scale for all. */
const oneScale: Adapter = (node, crossing) => {
	const sizes = shapeAt(crossing.site, node.inputs[1]);
	if (!sizes) return notKnown(node, "how many scales it has");
	if (!sizes.every((size) => size === 1)) return later(node, crossing, "a scale for each channel");
	return attributeOf(node, "axis") ? { ...node, attributes: withAttributes(node.attributes, [], ["axis"]) } : node;
};

/** Up to opset 20 the zero point alone told the type. */
const typeFromZeroPoint: Adapter = (node, crossing) => {
	const type = elementTypeOf(integerIn(node, "output_dtype") ?? 0);
	const attributes = withAttributes(node.attributes, [], ["output_dtype"]);
	const [x = "", scale = "", zero = ""] = node.inputs;
	if (!attributeOf(node, "output_dtype")) return node;
	if (!type || zero !== "") return { ...node, attributes };
	const sizes = shapeAt(crossing.site, scale);
	const dims = sizes?.filter((size) => typeof size === "number");
	if (!dims || dims.length !== sizes?.length) return notKnown(node, "how many scales it has");
	const count = dims.reduce((a, b) => a * b, 1);
	if (count > mostScales) return later(node, crossing, "a type without a zero point");
	const zeros = Array.from({ length: count }, () => 0);
	return { ...node, inputs: [x, scale, tensorAsInput(crossing, "zero_point", type, zeros, dims)], attributes };
};

const typeOfScale: Adapter = (node, crossing) => {
	const type = elementTypeOf(integerIn(node, "output_dtype") ?? 0);
	if (type !== undefined && type !== elementAt(crossing.site, node.inputs[1]))
		return later(node, crossing, "a result of another type than the scale's");
	return attributeOf(node, "output_dtype")
		? { ...node, attributes: withAttributes(node.attributes, [], ["output_dtype"]) }
		: node;
};

const withoutSaturation: Border = {
	version: 19,
	down: (node) =>
		attributeOf(node, "saturate") ? { ...node, attributes: withAttributes(node.attributes, [], ["saturate"]) } : node,
};

export const quantization: Adapters = {
	QuantizeLinear: [{ version: 13, down: oneScale }, withoutSaturation, { version: 21, down: typeFromZeroPoint }],
	DequantizeLinear: [
		{ version: 13, down: oneScale },
		{ version: 23, down: typeOfScale },
	],
};
