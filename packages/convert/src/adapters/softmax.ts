import { int, rankAt, shapeAt, withAttributes } from "@suture/rewrite";
import type { Adapters, Border } from "../border.ts";
import { type Adapter, integerIn } from "../crossing.ts";
import { notKnown } from "../refusal.ts";

/** Up to opset 12 it went over all axes from one on, as if they were one. */
const overOne: Adapter = (node, { site, draft, behind }) => {
	const [x = ""] = node.inputs;
	const shape = shapeAt(site, x);
	const given = integerIn(node, "axis") ?? 1;
	const axis = shape && given < 0 ? given + shape.length : given;
	const isLast = shape?.slice(axis + 1).every((size) => size === 1);
	const over = (one: number) => ({ ...node, attributes: withAttributes(node.attributes, [int("axis", one)]) });
	if (isLast || given === -1) return over(given);
	const flat = draft.add("Flatten", [x], { axis });
	const sizes = draft.add("Shape", [x]);
	behind.push(([result = ""]) => [draft.add("Reshape", [result, sizes])]);
	return { ...over(1), inputs: [flat] };
};

const overAllBehind: Adapter = (node, { site, draft, behind }) => {
	const [x = ""] = node.inputs;
	const shape = shapeAt(site, x);
	const rank = rankAt(site, x);
	if (rank === undefined) return notKnown(node, "how many axes its input has");
	const given = integerIn(node, "axis") ?? -1;
	const axis = given < 0 ? given + rank : given;
	const over = (one: number) => ({ ...node, attributes: withAttributes(node.attributes, [int("axis", one)]) });
	if (shape?.slice(axis + 1).every((size) => size === 1)) return over(axis);
	const perm = Array.from({ length: rank }, (_, i) => (i === axis ? rank - 1 : i === rank - 1 ? axis : i));
	behind.push(([result = ""]) => [draft.add("Transpose", [result], { perm })]);
	return { ...over(rank - 1), inputs: [draft.add("Transpose", [x], { perm })] };
};

const border: Border = { version: 13, up: overOne, down: overAllBehind };

export const softmax: Adapters = { Softmax: [border], LogSoftmax: [border], Hardmax: [border] };
