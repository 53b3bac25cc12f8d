import type { Node } from "@suture/graph";
import {
	type Draft,
	draftFor,
	integerOf,
	integersOf,
	numbersAt,
	rankAt,
	type Site,
	shapeAt,
	told,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const splitBySlices: RepairRule = {
	name: "split-by-slices",
	title: "Split by one Slice for each part",
	kind: "exact",
	operators: ["Split"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const rank = rankAt(site, x);
		if (rank === undefined || site.opset < 10) return miss("The rank of its input is not known.");
		const given = integerOf(site, node, "axis") ?? 0;
		const axis = given < 0 ? given + rank : given;
		const draft = draftFor(site, node);
		const ends = endsOf(draft, site, node, axis);
		if (typeof ends === "string") return miss(ends);
		const along = draft.int64s([axis]);
		const results = node.outputs.flatMap((output, i) => {
			const [start, end] = [ends[i] ?? "", ends[i + 1] ?? ""];
			return output === "" ? [] : [[output, draft.add("Slice", [x, start, end, along])] as const];
		});
		return {
			nodes: [node],
			sentence: `Each part of ${told(node)} is cut out by a Slice of its own.`,
			edits: [draft.replace([node], Object.fromEntries(results))],
		};
	},
};

/** Where the parts begin and, at last, end: lists of one. A text says why that is not known. */
function endsOf(draft: Draft, site: Site, node: Node, axis: number): readonly string[] | string {
	const parts = node.outputs.length;
	const sizes = integersOf(node, "split") ?? numbersAt(site, node.inputs[1]);
	if (sizes)
		return [0, ...sizes.map((_, i) => sizes.slice(0, i + 1).reduce((a, b) => a + b, 0))].map((one) =>
			draft.int64s([one]),
		);
	if ((node.inputs[1] ?? "") !== "") return computedEnds(draft, node.inputs[1] ?? "", parts);
	const size = shapeAt(site, node.inputs[0])?.[axis];
	if (typeof size === "number") {
		const part = Math.ceil(size / parts);
		return Array.from({ length: parts + 1 }, (_, i) => draft.int64s([Math.min(size, i * part)]));
	}
	// Each part has ceil(size / parts) elements, and the last one what is left.
	const whole = draft.add("Slice", [
		draft.add("Shape", [node.inputs[0] ?? ""]),
		draft.int64s([axis]),
		draft.int64s([axis + 1]),
	]);
	const part = draft.add("Div", [draft.add("Add", [whole, draft.int64s([parts - 1])]), draft.int64s([parts])]);
	return Array.from({ length: parts + 1 }, (_, i) => draft.add("Mul", [part, draft.int64s([i])]));
}

function computedEnds(draft: Draft, sizes: string, parts: number): readonly string[] {
	const ends = [draft.int64s([0])];
	for (let i = 0; i < parts; i++) {
		const one = draft.add("Slice", [sizes, draft.int64s([i]), draft.int64s([i + 1])]);
		ends.push(draft.add("Add", [ends[i] ?? "", one]));
	}
	return ends;
}
