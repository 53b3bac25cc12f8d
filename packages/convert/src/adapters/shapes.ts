import type { Node } from "@suture/graph";
import { isAtLeast, isExpression } from "@suture/ops";
import { factAt, int, integersOf, ints, rankAt, shapeAt, slice, toTheEnd, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import {
	type Adapter,
	type Crossing,
	integerIn,
	integersAsInput,
	numbersOf,
	tensorAsInput,
	textIn,
} from "../crossing.ts";
import { later, notKnown, otherMeaning } from "../refusal.ts";

const sizesAsInput: Adapter = (node, crossing) => {
	const sizes = integersOf(node, "shape");
	if (!sizes) return notKnown(node, "to which sizes");
	const inputs = [node.inputs[0] ?? "", integersAsInput(crossing, "shape", sizes)];
	return { ...node, inputs, attributes: withAttributes(node.attributes, [], ["shape", "consumed_inputs"]) };
};

const sizesAsAttribute: Adapter = (node, crossing) => {
	const sizes = numbersOf(crossing, node.inputs[1]);
	if (!sizes) return notKnown(node, "to which sizes");
	return {
		...node,
		inputs: node.inputs.slice(0, 1),
		attributes: withAttributes(node.attributes, [ints("shape", sizes)]),
	};
};

/** Up to opset 13 a size of 0 was that of the input. */
const withoutZeros: Adapter = (node, { site, ...crossing }) => {
	if (integerIn(node, "allowzero") !== 1) return node;
	const sizes = factAt(site, node.inputs[1]).value;
	const hasNone = sizes?.every(
		(size) => (typeof size === "number" && size !== 0) || (isExpression(size) && isAtLeast(size, 1)),
	);
	if (!hasNone) return otherMeaning(node, { site, ...crossing }, "a size of 0 is that of the input");
	return { ...node, attributes: withAttributes(node.attributes, [], ["allowzero"]) };
};

/** Up to opset 14 it gave all sizes. */
const allSizes: Adapter = (node, { draft, behind }) => {
	const [start = 0, end] = [integerIn(node, "start"), integerIn(node, "end")];
	const attributes = withAttributes(node.attributes, [], ["start", "end"]);
	if (attributes.length === node.attributes.length) return node;
	if (start !== 0 || end !== undefined) behind.push(([all = ""]) => [slice(draft, all, 0, start, end ?? toTheEnd)]);
	return { ...node, attributes };
};

/** Depth before columns and rows: in the only order that there was it is Reshape, Transpose and Reshape. */
const depthFirst: Adapter = (node, crossing) => {
	if (textIn(node, "mode") !== "CRD") return node;
	return node.opType === "DepthToSpace" ? depthToSpace(node, crossing) : spaceToDepth(node, crossing);
};

function depthToSpace(node: Node, { site, draft }: Crossing): ReturnType<Adapter> {
	const [x = ""] = node.inputs;
	const block = integerIn(node, "blocksize") ?? 1;
	const [c, h, w] = shapeAt(site, x)?.slice(1) ?? [];
	if (typeof c !== "number" || typeof h !== "number" || typeof w !== "number")
		return notKnown(node, "of what sizes its input is");
	const depth = c / block ** 2;
	const apart = draft.add("Reshape", [x, draft.int64s([0, depth, block, block, h, w])]);
	const beside = draft.add("Transpose", [apart], { perm: [0, 1, 4, 2, 5, 3] });
	return { written: [draft.add("Reshape", [beside, draft.int64s([0, depth, h * block, w * block])])] };
}

function spaceToDepth(node: Node, { site, draft }: Crossing): ReturnType<Adapter> {
	const [x = ""] = node.inputs;
	const block = integerIn(node, "blocksize") ?? 1;
	const [c, h, w] = shapeAt(site, x)?.slice(1) ?? [];
	if (typeof c !== "number" || typeof h !== "number" || typeof w !== "number")
		return notKnown(node, "of what sizes its input is");
	const [rows, columns] = [h / block, w / block];
	const apart = draft.add("Reshape", [x, draft.int64s([0, c, rows, block, columns, block])]);
	const behind = draft.add("Transpose", [apart], { perm: [0, 1, 3, 5, 2, 4] });
	return { written: [draft.add("Reshape", [behind, draft.int64s([0, c * block ** 2, rows, columns])])] };
}

/** In opset 1 Tile repeated one axis. */
const repeatsOfAll: Adapter = (node, crossing) => {
	const [x = "", tiles = "", axis = ""] = node.inputs;
	const rank = rankAt(crossing.site, x);
	const [[times] = [], [on] = []] = [numbersOf(crossing, tiles), numbersOf(crossing, axis)];
	if (rank === undefined || times === undefined || on === undefined) return notKnown(node, "what it repeats");
	const repeats = Array.from({ length: rank }, (_, i) => (i === on ? times : 1));
	return { ...node, inputs: [x, integersAsInput(crossing, "repeats", repeats)] };
};

const repeatsOfOne: Adapter = (node, crossing) => {
	const repeats = numbersOf(crossing, node.inputs[1]);
	if (!repeats) return notKnown(node, "what it repeats");
	if (repeats.filter((times) => times !== 1).length > 1) return later(node, crossing, "repeating several axes");
	const axis = Math.max(
		0,
		repeats.findIndex((times) => times !== 1),
	);
	const scalar = (value: number) => tensorAsInput(crossing, "tiles", "int64", [value], []);
	return { ...node, inputs: [node.inputs[0] ?? "", scalar(repeats[axis] ?? 1), scalar(axis)] };
};

/** The axis of a transform became an input, and is the one before the last by default. */
const axisAsInput: Adapter = (node, crossing) => {
	const axis = integerIn(node, "axis") ?? 1;
	const [x = "", length = ""] = node.inputs;
	const attributes = withAttributes(node.attributes, [], ["axis"]);
	return { ...node, inputs: [x, length, tensorAsInput(crossing, "axis", "int64", [axis], [])], attributes };
};

const axisAsAttribute: Adapter = (node, crossing) => {
	const [x = "", length = "", axis = ""] = node.inputs;
	const rank = rankAt(crossing.site, x);
	const [given] = axis === "" ? [-2] : (numbersOf(crossing, axis) ?? []);
	if (rank === undefined || given === undefined) return notKnown(node, "along which axis");
	const attribute = int("axis", given < 0 ? given + rank : given);
	return {
		...node,
		inputs: length === "" ? [x] : [x, length],
		attributes: withAttributes(node.attributes, [attribute]),
	};
};

/** What changes sizes and order alone, and the transform. */
export const shapes: Adapters = {
	Reshape: [
		{ version: 5, up: sizesAsInput, down: sizesAsAttribute },
		{ version: 14, down: withoutZeros },
	],
	Shape: [{ version: 15, down: allSizes }],
	DepthToSpace: [{ version: 11, down: depthFirst }],
	SpaceToDepth: [{ version: 28, down: depthFirst }],
	Tile: [{ version: 6, up: repeatsOfAll, down: repeatsOfOne }],
	DFT: [{ version: 20, up: axisAsInput, down: axisAsAttribute }],
};
