import type { Node } from "@suture/graph";
import { sameDimension } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	floatOf,
	integerOf,
	integersOf,
	numbersAt,
	type Site,
	shapeAt,
	sizeAs,
	slice,
	squeeze,
	textOf,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { clampFromZero } from "../../resampling/clamp.ts";
import { cubicWeights } from "../../resampling/cubic.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutResize: RepairRule = {
	name: "write-out-resize",
	title: "Write Resize out as gathering and weighing, axis by axis",
	kind: "exact",
	operators: ["Resize"],
	match(site, node) {
		const how = resizingOf(site, node);
		if (typeof how === "string") return miss(how);
		const draft = draftFor(site, node);
		const element = elementAt(site, node.inputs[0]) ?? "float";
		let value = node.inputs[0] ?? "";
		for (const axis of how.axes) value = resizeAxis(draft, how, value, axis, node.inputs[0] ?? "", element);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the points it gathers along each axis, each by its weight.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: value })],
		};
	},
};

interface Resizing {
	readonly mode: "nearest" | "linear" | "cubic";
	readonly coordinates: string;
	readonly nearest: string;
	readonly cubicCoefficient: number;
	readonly excludesOutside: boolean;
	readonly extrapolation: number;
	readonly axes: readonly ResizedAxis[];
}

interface ResizedAxis {
	readonly axis: number;
	/** Elements after it, int64 without axes. */
	readonly size: (draft: Draft) => string;
	/** Output elements for each input element, float without axes; undefined: the quotient of the sizes. */
	readonly scale: ((draft: Draft) => string) | undefined;
	/** Where the region begins and ends, for tf_crop_and_resize. */
	readonly region: readonly [number, number] | undefined;
}

const known: ReadonlySet<string> = new Set(
	"half_pixel half_pixel_symmetric pytorch_half_pixel asymmetric align_corners tf_half_pixel_for_nn tf_crop_and_resize".split(
		" ",
	),
);

/** What a Resize does; as a text, why it can't be told. */
function resizingOf(site: Site, node: Node): Resizing | string {
	if (site.opset < 11) return "It needs the operators of opset 11.";
	const text = (name: string, otherwise: string) => textOf(site, node, name) ?? otherwise;
	const mode = text("mode", "nearest").replace("bilinear", "linear");
	if (mode !== "nearest" && mode !== "linear" && mode !== "cubic") return `Its mode ${mode} is unknown.`;
	if ((integerOf(site, node, "antialias") ?? 0) === 1) return "It antialiases.";
	if (text("keep_aspect_ratio_policy", "stretch") !== "stretch") return "It keeps the aspect ratio.";
	const coordinates = text("coordinate_transformation_mode", "half_pixel");
	if (!known.has(coordinates)) return `Its coordinates ${coordinates} are unknown.`;
	const axes = axesOf(site, node, coordinates);
	if (typeof axes === "string") return axes;
	return {
		mode,
		coordinates,
		nearest: text("nearest_mode", "round_prefer_floor"),
		cubicCoefficient: floatOf(site, node, "cubic_coeff_a") ?? -0.75,
		excludesOutside: integerOf(site, node, "exclude_outside") === 1,
		extrapolation: floatOf(site, node, "extrapolation_value") ?? 0,
		axes,
	};
}

function axesOf(
	site: Site,
	{ inputs, outputs, attributes }: Node,
	coordinates: string,
): readonly ResizedAxis[] | string {
	const before = shapeAt(site, inputs[0]);
	const after = shapeAt(site, outputs[0]);
	if (!before) return "The rank of its input is not known.";
	const [, roi = "", scales = "", sizes = ""] = inputs;
	const given = integersOf({ attributes } as Node, "axes")?.map((axis) => (axis < 0 ? axis + before.length : axis));
	const listed = given ?? before.map((_, axis) => axis);
	const isBySize = sizes !== "" && (scales === "" || shapeAt(site, scales)?.[0] === 0);
	const factors = isBySize ? undefined : numbersAt(site, scales);
	const regions = coordinates === "tf_crop_and_resize" ? numbersAt(site, roi) : undefined;
	if (coordinates === "tf_crop_and_resize" && !regions) return "Its region is not constant.";
	return listed.flatMap((axis, i): ResizedAxis[] => {
		const region: readonly [number, number] | undefined = regions && [regions[i] ?? 0, regions[i + listed.length] ?? 1];
		const isWhole = region === undefined || (region[0] === 0 && region[1] === 1);
		const stays = isBySize ? sameDimension(before[axis], after?.[axis]) : factors?.[i] === 1;
		if (stays && isWhole) return [];
		const element = (draft: Draft, list: string) => squeeze(draft, slice(draft, list, 0, i, i + 1), [0]);
		if (isBySize)
			return [
				{ axis, region, scale: undefined, size: (draft) => known64(draft, after?.[axis]) ?? element(draft, sizes) },
			];
		const scale = (draft: Draft) => (factors ? draft.scalar("float", factors[i] ?? 1) : element(draft, scales));
		const size = (draft: Draft) =>
			known64(draft, after?.[axis]) ??
			cast(
				draft,
				draft.add("Floor", [draft.add("Mul", [sizeAs(draft, inputs[0] ?? "", axis, "float"), scale(draft)])]),
				"int64",
			);
		return [{ axis, region, scale, size }];
	});
}

function known64(draft: Draft, size: unknown): string | undefined {
	return typeof size === "number" ? draft.scalar("int64", size) : undefined;
}

function resizeAxis(
	draft: Draft,
	how: Resizing,
	value: string,
	resized: ResizedAxis,
	original: string,
	element: Parameters<typeof cast>[2],
): string {
	const { axis } = resized;
	const before = sizeAs(draft, original, axis, "float");
	const last = draft.add("Sub", [before, draft.scalar("float", 1)]);
	const at = positions(draft, how, resized, before, last);
	const rank = shapeAt(draft.site, original)?.length ?? 0;
	const behind = Array.from({ length: rank - 1 - axis }, (_, i) => i + 1);
	const along = (list: string) => {
		const typed = element === "float" ? list : cast(draft, list, element);
		return behind.length === 0 ? typed : unsqueeze(draft, typed, behind);
	};
	let sum: string | undefined;
	for (const { index, weight } of tapsOf(draft, how, at, last)) {
		const gathered = draft.add("Gather", [value, cast(draft, clampFromZero(draft, index, last), "int32")], { axis });
		const term = weight === undefined ? gathered : draft.add("Mul", [gathered, along(weight)]);
		sum = sum === undefined ? term : draft.add("Add", [sum, term]);
	}
	if (resized.region === undefined) return sum ?? value;
	const inside = draft.add("Equal", [clampFromZero(draft, at, last), at]);
	const mask = behind.length === 0 ? inside : unsqueeze(draft, inside, behind);
	return draft.add("Where", [mask, sum ?? value, draft.scalar(element, how.extrapolation)]);
}

/** Where in the input each output element lies, along one axis: float [out]. */
function positions(
	draft: Draft,
	{ coordinates }: Resizing,
	resized: ResizedAxis,
	before: string,
	last: string,
): string {
	const scalar = (one: number) => draft.scalar("float", one);
	const size = resized.size(draft);
	const after = cast(draft, size, "float");
	const i = cast(draft, draft.add("Range", [draft.scalar("int64", 0), size, draft.scalar("int64", 1)]), "float");
	const scale = resized.scale?.(draft) ?? draft.add("Div", [after, before]);
	const centered = () => draft.add("Div", [draft.add("Add", [i, scalar(0.5)]), scale]);
	const gaps = () => draft.add("Max", [draft.add("Sub", [after, scalar(1)]), scalar(1)]);
	const isSingle = () => draft.add("Equal", [after, scalar(1)]);
	switch (coordinates) {
		case "asymmetric":
			return draft.add("Div", [i, scale]);
		case "align_corners":
			return draft.add("Div", [draft.add("Mul", [i, last]), gaps()]);
		case "tf_half_pixel_for_nn":
			return centered();
		case "pytorch_half_pixel":
			return draft.add("Where", [
				isSingle(),
				draft.add("Mul", [i, scalar(0)]),
				draft.add("Sub", [centered(), scalar(0.5)]),
			]);
		case "half_pixel_symmetric": {
			// The output may have less elements than input times scale: what is cut off is cut on both sides.
			const kept = draft.add("Div", [after, draft.add("Mul", [scale, before])]);
			const offset = draft.add("Mul", [draft.add("Mul", [before, scalar(0.5)]), draft.add("Sub", [scalar(1), kept])]);
			return draft.add("Sub", [draft.add("Add", [offset, centered()]), scalar(0.5)]);
		}
		case "tf_crop_and_resize": {
			const [start, end] = resized.region ?? [0, 1];
			const step = draft.add("Div", [draft.add("Mul", [last, scalar(end - start)]), gaps()]);
			const many = draft.add("Add", [draft.add("Mul", [last, scalar(start)]), draft.add("Mul", [i, step])]);
			const middle = draft.add("Mul", [last, scalar((start + end) / 2)]);
			return draft.add("Where", [isSingle(), draft.add("Add", [draft.add("Mul", [i, scalar(0)]), middle]), many]);
		}
		default:
			return draft.add("Sub", [centered(), scalar(0.5)]);
	}
}

interface Tap {
	readonly index: string;
	readonly weight: string | undefined;
}

function tapsOf(draft: Draft, how: Resizing, at: string, last: string): readonly Tap[] {
	const scalar = (one: number) => draft.scalar("float", one);
	if (how.mode === "nearest") return [{ index: rounded(draft, how.nearest, at), weight: undefined }];
	if (how.mode === "linear") {
		const inside = clampFromZero(draft, at, last);
		const first = draft.add("Floor", [inside]);
		const t = draft.add("Sub", [inside, first]);
		return [
			{ index: first, weight: draft.add("Sub", [scalar(1), t]) },
			{ index: draft.add("Add", [first, scalar(1)]), weight: t },
		];
	}
	const first = draft.add("Floor", [at]);
	const t = draft.add("Sub", [at, first]);
	const taps = cubicWeights(draft, t, how.cubicCoefficient).map((weight, k) => ({
		index: k === 1 ? first : draft.add("Add", [first, scalar(k - 1)]),
		weight,
	}));
	return how.excludesOutside ? withoutOutside(draft, taps, last) : taps;
}

/** Points outside weigh nothing, and the others so much more. */
function withoutOutside(
	draft: Draft,
	taps: readonly { index: string; weight: string }[],
	last: string,
): readonly Tap[] {
	const inside = taps.map(({ index, weight }) => {
		const isInside = draft.add("Equal", [clampFromZero(draft, index, last), index]);
		return { index, weight: draft.add("Mul", [weight, cast(draft, isInside, "float")]) };
	});
	const total = inside.map(({ weight }) => weight).reduce((sum, weight) => draft.add("Add", [sum, weight]));
	return inside.map(({ index, weight }) => ({ index, weight: draft.add("Div", [weight, total]) }));
}

function rounded(draft: Draft, nearest: string, at: string): string {
	const half = draft.scalar("float", 0.5);
	switch (nearest) {
		case "floor":
			return draft.add("Floor", [at]);
		case "ceil":
			return draft.add("Ceil", [at]);
		case "round_prefer_ceil":
			return draft.add("Floor", [draft.add("Add", [at, half])]);
		default:
			return draft.add("Ceil", [draft.add("Sub", [at, half])]);
	}
}
