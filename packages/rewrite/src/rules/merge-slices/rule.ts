import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { ints } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { int64s, type NewNode, replacement, type TensorLiterals } from "../../match/replacement.ts";
import { isInner, isPlain, madeBy, readersOf, type Site } from "../../match/site.ts";
import { type Cut, cutsOf } from "./cuts-of.ts";

export const mergeSlices: Rule = {
	name: "merge-slices",
	title: "Slice several axes at once",
	level: "exact",
	operators: ["Slice"],
	match(site, node) {
		const first = madeBy(site, node.inputs[0], "Slice");
		const before = first && cutsOf(site, first);
		const after = cutsOf(site, node);
		if (!first || !before || !after || !areAllMerged(site, node.inputs[0] ?? "", before)) return undefined;
		const { come, tensors } = sliceOf(site, first, node, new Map([...before, ...after]));
		return {
			nodes: [node, first],
			sentence: `${told(first)} and ${told(node)} cut different axes: one Slice does both.`,
			edits: [replacement(site, [node], [come], tensors)],
		};
	},
};

/** Whether every reader of a sliced value can do without it, so that one Slice less remains. */
function areAllMerged(site: Site, value: string, before: ReadonlyMap<number, Cut>): boolean {
	if (!isInner(site, value)) return false;
	return readersOf(site, value).every((reader) => {
		if (reader.opType !== "Slice" || reader.inputs[0] !== value || !isPlain(reader)) return false;
		const cuts = cutsOf(site, reader);
		return cuts !== undefined && ![...cuts.keys()].some((axis) => before.has(axis));
	});
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
		Object.entries(lists).map(([list, values]) => [`%${list}`, int64s(values.map(limited))]),
	);
	return { come: { name, opType: "Slice", inputs: [input, ...Object.keys(tensors)], outputs }, tensors };
}

/** "To the end" is often the largest int64, which no number holds exactly. */
function limited(position: number): number {
	return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, position));
}
