import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	floatOf,
	integerOf,
	integersOf,
	rankAt,
	reduce,
	reshape,
	type Site,
	shapeAt,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { type Fix, type Miss, miss, type RepairRule } from "../../rule.ts";

export const writeOutNormalization: RepairRule = {
	name: "write-out-normalization",
	title: "Write a normalization of images out in older operators",
	kind: "exact",
	operators: ["InstanceNormalization", "GroupNormalization", "MeanVarianceNormalization"],
	match(site, node) {
		if (node.opType === "MeanVarianceNormalization") return meanVariance(site, node);
		const [x = "", scale = "", bias = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		if (rank === undefined || rank < 3 || element === undefined)
			return miss("The rank or the type of its input is not known.");
		const channels = shapeAt(site, x)?.[1] ?? shapeAt(site, scale)?.[0];
		if (typeof channels !== "number") return miss("The number of channels is not known.");
		const groups = node.opType === "GroupNormalization" ? integerOf(site, node, "num_groups") : undefined;
		if (node.opType === "GroupNormalization" && groups === undefined) return miss("The number of groups is not known.");
		const draft = draftFor(site, node);
		const behind = Array.from({ length: rank - 2 }, (_, i) => i + 1);
		const normalized =
			groups === undefined
				? byInstance(draft, node, x, rank, element)
				: byGroup(draft, node, x, channels, groups, element);
		const along = (value: string) =>
			unsqueeze(draft, groups === undefined ? value : ofChannels(draft, site, value, channels, groups), behind);
		const result = draft.add("Add", [draft.add("Mul", [normalized, along(scale)]), along(bias)]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes means, a square root and a division, as ONNX defines it.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** ONNX adds 1e-9 behind the square root. */
function meanVariance(site: Site, node: Node): Fix | Miss {
	const [x = ""] = node.inputs;
	const element = elementAt(site, x);
	const rank = rankAt(site, x);
	if (!element || rank === undefined) return miss("The rank or the type of its input is not known.");
	const axes = (integersOf(node, "axes") ?? [0, 2, 3]).map((axis) => (axis < 0 ? axis + rank : axis));
	const draft = draftFor(site, node);
	const centered = draft.add("Sub", [x, reduce(draft, "ReduceMean", x, axes)]);
	const variance = reduce(draft, "ReduceMean", draft.add("Mul", [centered, centered]), axes);
	const deviation = draft.add("Add", [draft.add("Sqrt", [variance]), draft.scalar(element, 1e-9)]);
	return {
		nodes: [node],
		sentence: `${told(node)} becomes means, a square root and a division, as ONNX defines it.`,
		edits: [draft.replace([node], { [node.outputs[0] ?? ""]: draft.add("Div", [centered, deviation]) })],
	};
}

function byInstance(draft: Draft, node: Node, x: string, rank: number, element: ElementType): string {
	const axes = Array.from({ length: rank - 2 }, (_, i) => i + 2);
	return standardized(draft, x, axes, floatOf(draft.site, node, "epsilon") ?? 1e-5, element);
}

/** Each group of channels with all its pixels is one row. */
function byGroup(draft: Draft, node: Node, x: string, channels: number, groups: number, element: ElementType): string {
	const rows = reshape(draft, x, [{ of: x, axis: 0 }, groups, -1]);
	const found = standardized(draft, rows, [2], floatOf(draft.site, node, "epsilon") ?? 1e-5, element);
	const rank = rankAt(draft.site, x) ?? 0;
	const pixels = Array.from({ length: rank - 2 }, (_, i) => ({ of: x, axis: i + 2 }));
	return reshape(draft, found, [{ of: x, axis: 0 }, channels, ...pixels]);
}

function standardized(draft: Draft, x: string, axes: readonly number[], epsilon: number, element: ElementType): string {
	const isNarrow = element === "float16" || element === "bfloat16";
	const type = isNarrow ? "float" : element;
	const wide = isNarrow ? cast(draft, x, "float") : x;
	const centered = draft.add("Sub", [wide, reduce(draft, "ReduceMean", wide, axes)]);
	const variance = reduce(draft, "ReduceMean", draft.add("Mul", [centered, centered]), axes);
	const deviation = draft.add("Sqrt", [draft.add("Add", [variance, draft.scalar(type, epsilon)])]);
	const found = draft.add("Div", [centered, deviation]);
	return isNarrow ? cast(draft, found, element) : found;
}

/** Up to opset 20 scale and bias were of groups. */
function ofChannels(draft: Draft, site: Site, value: string, channels: number, groups: number): string {
	if (shapeAt(site, value)?.[0] !== groups || groups === channels) return value;
	const repeated = draft.add("Expand", [unsqueeze(draft, value, [1]), draft.int64s([groups, channels / groups])]);
	return draft.add("Reshape", [repeated, draft.int64s([channels])]);
}
