import type { Node } from "@suture/graph";
import {
	type Draft,
	draftFor,
	elementAt,
	floatOf,
	integerOf,
	integersOf,
	numbersAt,
	type Site,
	shapeAt,
	textOf,
	told,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { antialiasedWeights, type Resampling } from "./antialiased-weights.ts";

/** Larger matrices are too much to write down. */
const mostWeights = 1 << 20;

export const resizeByProducts: RepairRule = {
	name: "resize-by-products",
	title: "Resize with antialiasing by products with constant matrices",
	kind: "exact",
	operators: ["Resize"],
	match(site, node) {
		const element = elementAt(site, node.inputs[0]);
		if (integerOf(site, node, "antialias") !== 1 || element === undefined) return miss("It does not antialias.");
		const axes = axesOf(site, node);
		if (typeof axes === "string") return miss(axes);
		const draft = draftFor(site, node);
		const rank = shapeAt(site, node.inputs[0])?.length ?? 0;
		const result = axes.reduce((value, one) => resized(draft, value, one, rank, element), node.inputs[0] ?? "");
		return {
			nodes: [node],
			sentence: `${told(node)} weighs pixels by numbers that depend on sizes alone: products with matrices of them do the same.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

interface ResizedAxis extends Resampling {
	readonly axis: number;
}

function axesOf(site: Site, node: Node): readonly ResizedAxis[] | string {
	const before = shapeAt(site, node.inputs[0]);
	const after = shapeAt(site, node.outputs[0]);
	const mode = textOf(site, node, "mode");
	const coordinates = textOf(site, node, "coordinate_transformation_mode") ?? "half_pixel";
	if (mode !== "linear" && mode !== "cubic") return `It antialiases in the mode ${mode}.`;
	if (!/^(half_pixel|pytorch_half_pixel|asymmetric|align_corners)$/.test(coordinates))
		return `Its coordinates are ${coordinates}.`;
	if ((textOf(site, node, "keep_aspect_ratio_policy") ?? "stretch") !== "stretch") return "It keeps the aspect ratio.";
	if (!before || !after) return "The rank of its input is not known.";
	const listed = integersOf(node, "axes")?.map((axis) => (axis < 0 ? axis + before.length : axis));
	const given = numbersAt(site, node.inputs[2]);
	const found: ResizedAxis[] = [];
	for (const axis of before.keys()) {
		const [from, to] = [before[axis], after[axis]];
		if (JSON.stringify(from) === JSON.stringify(to)) continue;
		if (typeof from !== "number" || typeof to !== "number") return "A size that it changes is not known.";
		if (from * to > mostWeights) return "Its matrices are too large to write down.";
		const scale = given?.[listed ? listed.indexOf(axis) : axis] ?? to / from;
		const coefficient = mode === "cubic" ? (floatOf(site, node, "cubic_coeff_a") ?? -0.75) : undefined;
		const excludesOutside = integerOf(site, node, "exclude_outside") === 1;
		found.push({ axis, from, to, scale, coordinates, coefficient, excludesOutside });
	}
	return found;
}

/** The axis becomes the last one for the product. */
function resized(draft: Draft, value: string, one: ResizedAxis, rank: number, element: string): string {
	const rows = antialiasedWeights(one);
	const turned = Array.from({ length: one.from }, (_, i) => rows.map((row) => row[i] ?? 0)).flat();
	const matrix = draft.tensor({ type: element, dims: [one.from, one.to], values: turned });
	if (one.axis === rank - 1) return draft.add("MatMul", [value, matrix]);
	if (one.axis === rank - 2) {
		const left = draft.tensor({ type: element, dims: [one.to, one.from], values: rows.flat() });
		return draft.add("MatMul", [left, value]);
	}
	const others = Array.from({ length: rank }, (_, i) => i).filter((axis) => axis !== one.axis);
	const perm = [...others, one.axis];
	const product = draft.add("MatMul", [draft.add("Transpose", [value], { perm }), matrix]);
	return draft.add("Transpose", [product], { perm: Array.from({ length: rank }, (_, axis) => perm.indexOf(axis)) });
}
