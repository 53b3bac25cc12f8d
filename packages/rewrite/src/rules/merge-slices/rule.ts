import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { ints, integersOf } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { int64s, type NewNode, replacement, type TensorLiterals } from "../../match/replacement.ts";
import { isReadOnlyBy, madeBy, numbersAt, rankAt, type Site } from "../../match/site.ts";

/** Where a Slice begins and ends, by axis. */
interface Cut {
	readonly start: number;
	readonly end: number;
	readonly step: number;
}

export const mergeSlices: Rule = {
	name: "merge-slices",
	title: "Slice several axes at once",
	level: "exact",
	operators: ["Slice"],
	match(site, node) {
		const first = madeBy(site, node.inputs[0], "Slice");
		if (!first || !isReadOnlyBy(site, node.inputs[0] ?? "", node)) return undefined;
		const before = cutsOf(site, first);
		const after = cutsOf(site, node);
		if (!before || !after || [...after.keys()].some((axis) => before.has(axis))) return undefined;
		const { come, tensors } = sliceOf(site, first, node, new Map([...before, ...after]));
		return {
			nodes: [node, first],
			sentence: `${told(first)} and ${told(node)} cut different axes: one Slice does both.`,
			edits: [replacement(site, [node, first], [come], tensors)],
		};
	},
};

/** What a Slice cuts, if all of that is constant. */
function cutsOf(site: Site, node: Node): ReadonlyMap<number, Cut> | undefined {
	const list = (name: string, input: number) =>
		site.opset < 10 ? integersOf(node, name) : node.inputs[input] ? numbersAt(site, node.inputs[input]) : [];
	const starts = list("starts", 1);
	const ends = list("ends", 2);
	const axes = list("axes", 3) ?? (site.opset < 10 ? [] : undefined);
	const steps = site.opset < 10 ? [] : list("steps", 4);
	const rank = rankAt(site, node.inputs[0]);
	if (!starts || !ends || !axes || !steps || rank === undefined) return undefined;
	return new Map(
		starts.map((start, i) => {
			const axis = axes[i] ?? i;
			return [axis < 0 ? axis + rank : axis, { start, end: ends[i] ?? 0, step: steps[i] ?? 1 }];
		}),
	);
}

function sliceOf(
	site: Site,
	first: Node,
	{ name, outputs }: Node,
	cuts: ReadonlyMap<number, Cut>,
): { come: NewNode; tensors: TensorLiterals } {
	const [input = ""] = first.inputs;
	const rows = [...cuts].toSorted(([a], [b]) => a - b);
	const lists = {
		starts: rows.map(([, { start }]) => start),
		ends: rows.map(([, { end }]) => limited(end)),
		axes: rows.map(([axis]) => axis),
		steps: rows.map(([, { step }]) => step),
	};
	if (site.opset < 10) {
		const attributes = [ints("starts", lists.starts), ints("ends", lists.ends), ints("axes", lists.axes)];
		return { come: { name, opType: "Slice", inputs: [input], outputs, attributes }, tensors: {} };
	}
	const tensors = Object.fromEntries(
		Object.entries(lists).map(([list, values]) => [`%${outputs[0]}_${list}`, int64s(values.map(limited))]),
	);
	return { come: { name, opType: "Slice", inputs: [input, ...Object.keys(tensors)], outputs }, tensors };
}

/** "To the end" is often the largest int64, which no number holds exactly. */
function limited(position: number): number {
	return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, position));
}
