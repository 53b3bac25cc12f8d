import { attributeOf, int, withAttributes } from "@suture/rewrite";
import type { Adapters, Border } from "../border.ts";
import { type Adapter, float } from "../crossing.ts";

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

export const pooling: Adapters = { LpPool: [norm], GlobalLpPool: [norm] };
