import type { Node } from "@suture/graph";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	expand,
	integerOf,
	rankAt,
	reshape,
	type Site,
	shapeAt,
	sizeAs,
	slice,
	textOf,
	told,
} from "@suture/rewrite";
import { clampFromZero } from "../../resampling/clamp.ts";
import { cubicWeights } from "../../resampling/cubic.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutGridSample: RepairRule = {
	name: "write-out-grid-sample",
	title: "Write GridSample out as gathering and weighing",
	kind: "exact",
	operators: ["GridSample"],
	match(site, node) {
		const [x = "", grid = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		const channels = shapeAt(site, x)?.[1];
		if (rank === undefined || rank < 3 || rank > 5 || !element)
			return miss("The rank or the type of its input is not known.");
		if (site.opset < 11) return miss("It needs the operators of opset 11.");
		if (typeof channels !== "number") return miss("The number of channels is not known.");
		const draft = draftFor(site, node);
		const sampling = samplingOf(site, node);
		if (!sampling) return miss("Its mode or its padding is unknown.");
		const axes = Array.from({ length: rank - 2 }, (_, i) => axisOf(draft, sampling, x, grid, rank, i));
		const pixels = reshape(draft, x, [{ of: x, axis: 0 }, channels, -1]);
		let sum: string | undefined;
		for (const taps of combinations(axes.map(({ taps: found }) => found))) {
			const term = termOf(draft, element, pixels, channels, axes, taps);
			sum = sum === undefined ? term : draft.add("Add", [sum, term]);
		}
		const places = axes.map((_, i) => ({ of: grid, axis: i + 1 }));
		const result = reshape(draft, sum ?? "", [{ of: x, axis: 0 }, channels, ...places]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes the points it gathers, each by its weight.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

interface Sampling {
	readonly mode: "nearest" | "linear" | "cubic";
	readonly padding: "zeros" | "border" | "reflection";
	readonly alignsCorners: boolean;
}

const modes: ReadonlyMap<string, Sampling["mode"]> = new Map(
	Object.entries({
		nearest: "nearest",
		linear: "linear",
		bilinear: "linear",
		cubic: "cubic",
		bicubic: "cubic",
	} as const),
);

function samplingOf(site: Site, node: Node): Sampling | undefined {
	const mode = modes.get(textOf(site, node, "mode") ?? "");
	const padding = textOf(site, node, "padding_mode");
	if (!mode || (padding !== "zeros" && padding !== "border" && padding !== "reflection")) return undefined;
	return { mode, padding, alignsCorners: integerOf(site, node, "align_corners") === 1 };
}

/** A point along one axis that is taken: where, how much, and whether it lies inside at all. All [N, 1, points]. */
interface Tap {
	readonly index: string;
	readonly weight: string | undefined;
	readonly isInside: string | undefined;
}

interface Axis {
	/** Elements along the axis. */
	readonly size: string;
	readonly taps: readonly Tap[];
}

/** `i` counts spatial axes from the outermost; the grid has them innermost first. */
function axisOf(draft: Draft, sampling: Sampling, x: string, grid: string, rank: number, i: number): Axis {
	const channel = rank - 3 - i;
	const whole = reshape(draft, slice(draft, grid, rank - 1, channel, channel + 1), [{ of: grid, axis: 0 }, 1, -1]);
	const size = sizeAs(draft, x, i + 2, "float");
	const last = draft.add("Sub", [size, draft.scalar("float", 1)]);
	const at = position(draft, sampling, cast(draft, whole, "float"), size, last);
	return { size: sizeAs(draft, x, i + 2, "int32"), taps: tapsOf(draft, sampling, at, size, last) };
}

/** From -1 … 1 to elements. */
function position(
	draft: Draft,
	{ mode, padding, alignsCorners }: Sampling,
	at: string,
	size: string,
	last: string,
): string {
	const half = draft.scalar("float", 0.5);
	const shifted = draft.add("Mul", [draft.add("Add", [at, draft.scalar("float", 1)]), half]);
	const found = alignsCorners
		? draft.add("Mul", [shifted, last])
		: draft.add("Sub", [draft.add("Mul", [shifted, size]), half]);
	if (padding === "zeros" || mode === "cubic") return found;
	const inside = padding === "reflection" ? reflected(draft, found, alignsCorners, size, last) : found;
	return clampFromZero(draft, inside, last);
}

/** Folds what lies outside back, at the first and last elements or at their outer edges. */
function reflected(draft: Draft, at: string, alignsCorners: boolean, size: string, last: string): string {
	const low = draft.scalar("float", alignsCorners ? 0 : -0.5);
	const span = alignsCorners ? draft.add("Max", [last, draft.scalar("float", 1)]) : size;
	const distance = draft.add("Abs", [draft.add("Sub", [at, low])]);
	const period = draft.add("Mul", [span, draft.scalar("float", 2)]);
	const rounds = draft.add("Floor", [draft.add("Div", [distance, period])]);
	const inPeriod = draft.add("Sub", [distance, draft.add("Mul", [rounds, period])]);
	const folded = draft.add("Sub", [span, draft.add("Abs", [draft.add("Sub", [inPeriod, span])])]);
	return draft.add("Add", [folded, low]);
}

function tapsOf(draft: Draft, sampling: Sampling, at: string, size: string, last: string): Tap[] {
	if (sampling.mode === "nearest") return [tapAt(draft, sampling, draft.add("Round", [at]), undefined, size, last)];
	const first = draft.add("Floor", [at]);
	const t = draft.add("Sub", [at, first]);
	const isLinear = sampling.mode === "linear";
	const weights = isLinear ? [draft.add("Sub", [draft.scalar("float", 1), t]), t] : cubicWeights(draft, t, -0.75);
	return weights.map((weight, k) => {
		const offset = isLinear ? k : k - 1;
		const index = offset === 0 ? first : draft.add("Add", [first, draft.scalar("float", offset)]);
		return tapAt(draft, sampling, index, weight, size, last);
	});
}

function tapAt(
	draft: Draft,
	{ padding, alignsCorners }: Sampling,
	index: string,
	weight: string | undefined,
	size: string,
	last: string,
): Tap {
	const wanted = padding === "reflection" ? reflected(draft, index, alignsCorners, size, last) : index;
	const inside = clampFromZero(draft, wanted, last);
	const isInside = padding === "zeros" ? draft.add("Equal", [inside, index]) : undefined;
	return { index: cast(draft, inside, "int32"), weight, isInside };
}

function termOf(
	draft: Draft,
	element: Parameters<typeof cast>[2],
	pixels: string,
	channels: number,
	axes: readonly Axis[],
	taps: readonly Tap[],
): string {
	let index = taps[0]?.index ?? "";
	taps.slice(1).forEach((tap, i) => {
		index = draft.add("Add", [draft.add("Mul", [index, axes[i + 1]?.size ?? ""]), tap.index]);
	});
	const gathered = draft.add("GatherElements", [pixels, expand(draft, index, [1, channels, 1])], { axis: 2 });
	const factors = taps.flatMap(({ weight, isInside }) => [
		...(weight === undefined ? [] : [weight]),
		...(isInside === undefined ? [] : [cast(draft, isInside, "float")]),
	]);
	const [first, ...more] = factors;
	if (first === undefined) return gathered;
	const weight = more.reduce((found, factor) => draft.add("Mul", [found, factor]), first);
	return draft.add("Mul", [gathered, element === "float" ? weight : cast(draft, weight, element)]);
}

function combinations(lists: readonly (readonly Tap[])[]): Tap[][] {
	return lists.reduce<Tap[][]>((found, list) => found.flatMap((some) => list.map((one) => [...some, one])), [[]]);
}
