import type { Node } from "@suture/graph";
import { type ElementType, isFloat } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	integerOf,
	rankAt,
	reduce,
	reshape,
	type Site,
	shapeAt,
	textOf,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Every update is compared with every place. */
const mostComparisons = 2 ** 26;

interface Reduction {
	readonly reduce: string;
	readonly combine: string;
	/** What changes nothing. */
	readonly neutral: number | string;
}

const reductions: ReadonlyMap<string, Reduction> = new Map([
	["add", { reduce: "ReduceSum", combine: "Add", neutral: 0 }],
	["mul", { reduce: "ReduceProd", combine: "Mul", neutral: 1 }],
	["max", { reduce: "ReduceMax", combine: "Max", neutral: "-inf" }],
	["min", { reduce: "ReduceMin", combine: "Min", neutral: "inf" }],
]);

export const scatterByComparison: RepairRule = {
	name: "scatter-by-comparison",
	title: "Sum up updates of one place by comparing each with every place",
	kind: "exact",
	operators: ["ScatterElements", "ScatterND"],
	match(site, node) {
		const reduction = reductions.get(textOf(site, node, "reduction") ?? "none");
		const element = elementAt(site, node.inputs[0]);
		if (!reduction) return miss("It reduces nothing.");
		if (!element || !isFloat(element)) return miss("Its numbers are not known to be of floating point.");
		const draft = draftFor(site, node);
		const result =
			node.opType === "ScatterND"
				? alongRows(draft, site, node, reduction, element)
				: alongAxis(draft, site, node, reduction, element);
		if (result === undefined)
			return miss("The sizes of its inputs are not known, or there would be very many comparisons.");
		return {
			nodes: [node],
			sentence: `${told(node)} reduces updates that meet at one place: each is compared with every place, and what fits is reduced.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** The axis of places stands in front of that of updates. */
function alongAxis(
	draft: Draft,
	site: Site,
	node: Node,
	reduction: Reduction,
	element: ElementType,
): string | undefined {
	const [data = "", indices = "", updates = ""] = node.inputs;
	const shape = shapeAt(site, data);
	const rank = rankAt(site, data);
	if (!shape || rank === undefined) return undefined;
	const given = integerOf(site, node, "axis") ?? 0;
	const axis = given < 0 ? given + rank : given;
	const places = shape[axis];
	const sizes = shapeAt(site, updates);
	// Along other axes there may be fewer updates than data.
	const isWhole = sizes?.every((size, i) => i === axis || (typeof size === "number" && size === shape[i]));
	if (typeof places !== "number" || isWhole !== true || comparisons(places, sizes) > mostComparisons) return undefined;
	const numbers = draft.tensor({ type: "int64", dims: [places], values: Array.from({ length: places }, (_, i) => i) });
	// [places, 1, 1, …]: behind the axis of places stand that of updates and the axes behind it.
	const behind = rank - axis;
	const column = unsqueeze(
		draft,
		numbers,
		Array.from({ length: behind }, (_, i) => i + 1),
	);
	return reduced(draft, data, wrapped(draft, site, indices, places), updates, column, axis, reduction, element);
}

/** Indices into the first axes become one index into these axes laid out in a row. */
function alongRows(
	draft: Draft,
	site: Site,
	{ inputs }: Node,
	reduction: Reduction,
	element: ElementType,
): string | undefined {
	const [data = "", indices = "", updates = ""] = inputs;
	const shape = shapeAt(site, data);
	const listed = shapeAt(site, indices);
	const depth = listed?.at(-1);
	if (!shape?.every((size) => typeof size === "number") || !listed?.every((size) => typeof size === "number"))
		return undefined;
	if (typeof depth !== "number" || depth !== 1) return undefined;
	const [places = 0] = shape;
	const count = listed.slice(0, -1).reduce((a, b) => a * b, 1);
	const rest = shape.slice(1).reduce((a, b) => a * b, 1);
	if (places * count * rest > mostComparisons) return undefined;
	const flatIndex = reshape(draft, wrapped(draft, site, indices, places), [count, 1]);
	const numbers = draft.tensor({
		type: "int64",
		dims: [places, 1, 1],
		values: Array.from({ length: places }, (_, i) => i),
	});
	const rows = reshape(draft, data, [places, rest]);
	const found = reduced(draft, rows, flatIndex, reshape(draft, updates, [count, rest]), numbers, 0, reduction, element);
	return reshape(draft, found, shape);
}

function comparisons(places: number, sizes: readonly unknown[] | undefined): number {
	return (sizes ?? []).reduce<number>(
		(n, size) => (typeof size === "number" ? n * size : Number.POSITIVE_INFINITY),
		places,
	);
}

/** An index below 0 counts from the end. */
function wrapped(draft: Draft, site: Site, indices: string, places: number): string {
	const wide = elementAt(site, indices) === "int64" ? indices : cast(draft, indices, "int64");
	const isBelow = draft.add("Less", [wide, draft.scalar("int64", 0)]);
	return draft.add("Where", [isBelow, draft.add("Add", [wide, draft.scalar("int64", places)]), wide]);
}

function reduced(
	draft: Draft,
	data: string,
	indices: string,
	updates: string,
	places: string,
	axis: number,
	{ reduce: operator, combine, neutral }: Reduction,
	element: ElementType,
): string {
	const isHere = draft.add("Equal", [unsqueeze(draft, indices, [axis]), places]);
	const chosen = draft.add("Where", [isHere, unsqueeze(draft, updates, [axis]), draft.scalar(element, neutral)]);
	return draft.add(combine, [data, reduce(draft, operator, chosen, [axis + 1], 0)]);
}
