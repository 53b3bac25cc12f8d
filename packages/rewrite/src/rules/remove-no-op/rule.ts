import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { attributeOf, integersOf, textOf } from "../../match/attributes.ts";
import { forward, told } from "../../match/forward.ts";
import { haveSameShape } from "../../match/same-sizes.ts";
import { elementAt, numbersAt, rankAt, type Site, shapeAt } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";

/** Operators that change nothing when their output has the shape of their input, and what else must hold. */
const quietAtSameShape: Readonly<Record<string, (site: Site, node: Node) => boolean>> = {
	Reshape: () => true,
	Flatten: () => true,
	Squeeze: () => true,
	Unsqueeze: () => true,
	Expand: () => true,
	Tile: () => true,
	Transpose: leavesOrder,
	Slice: goesForward,
	Pad: addsNothing,
	Resize: hasNoRegion,
	Upsample: hasUnitScales,
	ReduceSum: overSingleElements,
	ReduceMean: overSingleElements,
	ReduceMax: overSingleElements,
	ReduceMin: overSingleElements,
	ReduceProd: overSingleElements,
	MaxPool: looksAtOneElement,
	AveragePool: looksAtOneElement,
	GlobalAveragePool: overImageOfOne,
	GlobalMaxPool: overImageOfOne,
};

export const removeNoOp: Rule = {
	name: "remove-no-op",
	title: "Remove nodes that change nothing",
	level: "exact",
	operators: [...Object.keys(quietAtSameShape), "Cast", "CastLike"],
	match(site, node) {
		const [input] = node.inputs;
		if (!changesNothing(site, node)) return undefined;
		const edits = forward(site, node, input);
		return edits && { nodes: [node], sentence: `${told(node)} changes neither values nor their order.`, edits };
	},
};

function changesNothing(site: Site, node: Node): boolean {
	const [input] = node.inputs;
	const [output] = node.outputs;
	if (node.opType === "Cast" || node.opType === "CastLike") {
		const element = elementAt(site, input);
		return element !== undefined && element === elementAt(site, output);
	}
	return haveSameShape(site, input, output) && quietAtSameShape[node.opType]?.(site, node) === true;
}

function leavesOrder(site: Site, node: Node): boolean {
	const shape = shapeAt(site, node.inputs[0]) ?? [];
	const perm = integersOf(node, "perm") ?? shape.map((_, axis) => shape.length - 1 - axis);
	// Axes of size 1 may go anywhere as long as the others keep their order.
	const moved = perm.filter((axis) => shape[axis] !== 1);
	return moved.every((axis, i) => i === 0 || axis > (moved[i - 1] ?? 0));
}

/** A slice with a negative step can turn an axis around and keep its size. */
function goesForward(site: Site, { inputs }: Node): boolean {
	const [, , , , steps] = inputs;
	return !steps || (numbersAt(site, steps)?.every((step) => step > 0) ?? false);
}

/** Pads may be negative on one side and positive on the other. */
function addsNothing(site: Site, node: Node): boolean {
	const pads = integersOf(node, "pads") ?? numbersAt(site, node.inputs[1]);
	return pads?.every((pad) => pad === 0) ?? false;
}

function hasNoRegion(site: Site, node: Node): boolean {
	return textOf(site, node, "coordinate_transformation_mode") !== "tf_crop_and_resize" && hasUnitScales(site, node);
}

/** Scales near 1 may leave the sizes as they are and still move the points that are read. */
function hasUnitScales(site: Site, node: Node): boolean {
	const given = attributeOf(node, "scales")?.floats;
	if (given) return given.every((scale) => scale === 1);
	const scales = site.opset < 11 ? node.inputs[1] : node.inputs[2];
	return !scales || shapeAt(site, scales)?.[0] === 0 || uniformAt(site, scales) === 1;
}

/** The output keeps the reduced axes; they had one element before. */
function overSingleElements(site: Site, node: Node): boolean {
	const shape = shapeAt(site, node.inputs[0]) ?? [];
	const given = integersOf(node, "axes") ?? (node.inputs[1] ? numbersAt(site, node.inputs[1]) : []);
	if (!given) return shape.every((size) => size === 1);
	const axes = given.length > 0 ? given : shape.map((_, axis) => axis);
	return axes.every((axis) => shape.at(axis) === 1);
}

function looksAtOneElement(site: Site, node: Node): boolean {
	const isOne = (name: string) => integersOf(node, name)?.every((one) => one === 1) ?? true;
	const hasPads = integersOf(node, "pads")?.some((pad) => pad !== 0) ?? false;
	const auto = textOf(site, node, "auto_pad");
	return isOne("kernel_shape") && isOne("strides") && !hasPads && (auto === "NOTSET" || auto === "VALID");
}

function overImageOfOne(site: Site, { inputs }: Node): boolean {
	const rank = rankAt(site, inputs[0]) ?? 0;
	return (
		rank > 2 &&
		(shapeAt(site, inputs[0])
			?.slice(2)
			.every((size) => size === 1) ??
			false)
	);
}
