import { draftFor, elementAt, integerOf, reshape, shapeAt, slice, squeeze, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const gatherByFlatIndex: RepairRule = {
	name: "gather-by-flat-index",
	title: "Make one index of those that GatherND has",
	kind: "exact",
	operators: ["GatherND"],
	match(site, node) {
		const [data = "", indices = ""] = node.inputs;
		const shape = shapeAt(site, data);
		const places = shapeAt(site, indices);
		const depth = places?.at(-1);
		if ((integerOf(site, node, "batch_dims") ?? 0) !== 0) return miss("It gathers from each batch on its own.");
		if (!shape || !places || typeof depth !== "number" || depth < 1)
			return miss("The shapes of its inputs are not known.");
		const sizes = shape.slice(0, depth);
		if (!sizes.every((size) => typeof size === "number")) return miss("A size that it chooses along is not known.");
		const draft = draftFor(site, node);
		const behind = shape.slice(depth).map((_, i) => ({ of: data, axis: depth + i }));
		const type = elementAt(site, indices) ?? "int64";
		const flat = depth === 1 ? data : reshape(draft, data, [sizes.reduce((a, b) => a * b, 1), ...behind]);
		let index: string | undefined;
		for (const [i, size] of sizes.entries()) {
			const one = squeeze(draft, slice(draft, indices, places.length - 1, i, i + 1), [places.length - 1]);
			// An index below 0 counts from the end.
			const isBelow = draft.add("Less", [one, draft.scalar(type, 0)]);
			const wrapped = draft.add("Where", [isBelow, draft.add("Add", [one, draft.scalar(type, size)]), one]);
			index =
				index === undefined
					? wrapped
					: draft.add("Add", [draft.add("Mul", [index, draft.scalar(type, size)]), wrapped]);
		}
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a Gather by one index in place of ${depth}.`,
			edits: [
				draft.replace([node], { [node.outputs[0] ?? ""]: draft.add("Gather", [flat, index ?? ""], { axis: 0 }) }),
			],
		};
	},
};
