import type { Node } from "@suture/graph";
import {
	type Draft,
	draftFor,
	integersOf,
	numbersAt,
	rankAt,
	type Site,
	shapeAt,
	slice,
	textOf,
	told,
	toTheEnd,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Each copy of an edge is an input of a Concat. */
const mostCopies = 64;

export const padByTaking: RepairRule = {
	name: "pad-by-taking",
	title: "Pad with parts of the input by cutting them out and putting them around it",
	kind: "exact",
	operators: ["Pad"],
	match(site, node) {
		const mode = textOf(site, node, "mode");
		const rank = rankAt(site, node.inputs[0]);
		const pads = integersOf(node, "pads") ?? numbersAt(site, node.inputs[1]);
		if (mode !== "reflect" && mode !== "edge" && mode !== "wrap") return miss("It pads with a constant.");
		if (rank === undefined || !pads || (node.inputs[3] ?? "") !== "" || site.opset < 10) {
			return miss("Its pads are not constant, or not of every axis.");
		}
		if (pads.some((pad) => pad < 0)) return miss("It cuts.");
		if (mode === "edge" && pads.some((pad) => pad > mostCopies))
			return miss("It pads so much that the Concat would be huge.");
		if (mode !== "edge" && !isWithin(site, node, pads, rank))
			return miss("It pads more than the input has, or nobody knows that it does not.");
		const draft = draftFor(site, node);
		let value = node.inputs[0] ?? "";
		for (let axis = 0; axis < rank; axis++)
			value = around(draft, mode, value, axis, pads[axis] ?? 0, pads[axis + rank] ?? 0);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a Concat of the input with what lies at its edges.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: value })],
		};
	},
};

/** A model that runs does not reflect more than an axis has, but it may wrap around more than once. */
function isWithin(site: Site, node: Node, pads: readonly number[], rank: number): boolean {
	const shape = shapeAt(site, node.inputs[0]);
	return pads.every((pad, i) => {
		const size = shape?.[i % rank];
		return pad === 0 || (typeof size === "number" && pad < size);
	});
}

function around(
	draft: Draft,
	mode: "reflect" | "edge" | "wrap",
	value: string,
	axis: number,
	before: number,
	after: number,
): string {
	if (before === 0 && after === 0) return value;
	const cut = (start: number, end: number, step = 1) => slice(draft, value, axis, start, end, step);
	const repeat = (part: string, times: number) => Array.from({ length: times }, () => part);
	const parts = {
		edge: () => [
			...(before > 0 ? repeat(cut(0, 1), before) : []),
			value,
			...(after > 0 ? repeat(cut(-1, toTheEnd), after) : []),
		],
		reflect: () => [
			...(before > 0 ? [cut(before, 0, -1)] : []),
			value,
			...(after > 0 ? [cut(-2, -2 - after, -1)] : []),
		],
		wrap: () => [...(before > 0 ? [cut(-before, toTheEnd)] : []), value, ...(after > 0 ? [cut(0, after)] : [])],
	};
	return draft.add("Concat", parts[mode](), { axis });
}
