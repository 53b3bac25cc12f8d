import { dataTypeOf, type ElementType, elementTypeOf } from "@suture/ops";
import { attributeOf, elementAt, int, withAttributes } from "@suture/rewrite";
import type { Adapters, Border } from "../border.ts";
import { type Adapter, integerIn, text, textIn } from "../crossing.ts";
import { notKnown } from "../refusal.ts";

/** How conversions to numbers of 8 bits go did not matter before there were any. */
function without(attribute: string): Adapter {
	return (node) =>
		attributeOf(node, attribute) ? { ...node, attributes: withAttributes(node.attributes, [], [attribute]) } : node;
}

const aboutNarrow: readonly Border[] = [
	{ version: 19, down: without("saturate") },
	{ version: 24, down: without("round_mode") },
];

/** In opset 1 the type was a word: FLOAT, INT64. */
const typeFromWord: Adapter = (node) => {
	const type = elementTypeOf(dataTypeOf((textIn(node, "to") ?? "").toLowerCase() as ElementType));
	if (!type) return notKnown(node, "to which type");
	return { ...node, attributes: withAttributes(node.attributes, [int("to", dataTypeOf(type) ?? 0)]) };
};

const typeAsWord: Adapter = (node) => {
	const type = elementTypeOf(integerIn(node, "to") ?? 0);
	if (!type) return notKnown(node, "to which type");
	return { ...node, attributes: withAttributes(node.attributes, [text("to", type.toUpperCase())]) };
};

const castToKnown: Adapter = (node, { site }) => {
	const type = elementAt(site, node.inputs[1]);
	if (!type) return notKnown(node, "of what type its second input is");

	return { ...node, opType: "Cast", inputs: [node.inputs[0] ?? ""], attributes: [int("to", dataTypeOf(type) ?? 0)] };
};

/** Numbers made others. */
export const casts: Adapters = {
	Cast: [{ version: 6, up: typeFromWord, down: typeAsWord }, ...aboutNarrow],
	CastLike: [{ version: 15, down: castToKnown }, ...aboutNarrow],
};
