import type { Node } from "@suture/graph";
import {
	type Draft,
	draftFor,
	integersOf,
	ints,
	numbersAt,
	rankAt,
	type Site,
	slice,
	textOf,
	told,
	toTheEnd,
	withAttributes,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const padInSteps: RepairRule = {
	name: "pad-in-steps",
	title: "Cut where Pad cuts, and say pads for every axis",
	kind: "exact",
	operators: ["Pad"],
	match(site, node) {
		const rank = rankAt(site, node.inputs[0]);
		const given = integersOf(node, "pads") ?? numbersAt(site, node.inputs[1]);
		if (rank === undefined || !given) return miss("Its pads are not constant, or the rank of its input is not known.");
		const pads = padsOfAxes(site, node, given, rank);
		if (!pads) return miss("Its axes are not constant.");
		const isCutting = pads.some(([before, after]) => before < 0 || after < 0);
		const hasAxes = (node.inputs[3] ?? "") !== "";
		if (!isCutting && !hasAxes) return miss("It cuts nothing and pads every axis.");
		if (isCutting && textOf(site, node, "mode") !== "constant")
			return miss("It cuts, and takes what is padded from the input.");
		const draft = draftFor(site, node);
		let value = node.inputs[0] ?? "";
		for (const [axis, [before, after]] of pads.entries()) {
			if (before < 0 || after < 0)
				value = slice(draft, value, axis, Math.max(0, -before), after < 0 ? after : toTheEnd);
		}
		const added = pads.map((pair) => pair.map((one) => Math.max(0, one)));
		const isAdding = added.some(([before = 0, after = 0]) => before > 0 || after > 0);
		const result = isAdding ? padded(draft, node, value, added) : value;
		return {
			nodes: [node],
			sentence: isCutting
				? `${told(node)} takes away where its pads are negative: a Slice does that.`
				: `${told(node)} says its pads for every axis.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** Before and behind each axis. */
function padsOfAxes(
	site: Site,
	{ inputs }: Node,
	given: readonly number[],
	rank: number,
): readonly (readonly [number, number])[] | undefined {
	const listed = inputs[3] ? numbersAt(site, inputs[3]) : Array.from({ length: rank }, (_, axis) => axis);
	if (!listed) return undefined;
	const axes = listed.map((axis) => (axis < 0 ? axis + rank : axis));
	return Array.from({ length: rank }, (_, axis): readonly [number, number] => {
		const i = axes.indexOf(axis);
		return i < 0 ? [0, 0] : [given[i] ?? 0, given[i + axes.length] ?? 0];
	});
}

function padded(draft: Draft, node: Node, value: string, pads: readonly (readonly number[])[]): string {
	const all = [...pads.map(([before = 0]) => before), ...pads.map(([, after = 0]) => after)];
	if (draft.site.opset < 11) return draft.copy(node, [value], withAttributes(node.attributes, [ints("pads", all)]));
	const filler = node.inputs[2] ?? "";
	return draft.copy(node, filler === "" ? [value, draft.int64s(all)] : [value, draft.int64s(all), filler]);
}
