import { draftFor, integerOf, rankAt, shapeAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const flattenByReshape: RepairRule = {
	name: "flatten-by-reshape",
	title: "Say what Flatten makes as a Reshape",
	kind: "exact",
	operators: ["Flatten"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const rank = rankAt(site, x);
		const shape = shapeAt(site, x);
		if (rank === undefined || !shape) return miss("The rank of its input is not known.");
		const given = integerOf(site, node, "axis") ?? 1;
		const axis = given < 0 ? given + rank : given;
		const whole = (sizes: readonly unknown[]) =>
			sizes.reduce<number | undefined>(
				(n, size) => (n === undefined || typeof size !== "number" ? undefined : n * size),
				1,
			);
		const [rows, columns] = [whole(shape.slice(0, axis)), whole(shape.slice(axis))];
		if (rows === undefined && columns === undefined) return miss("The sizes of its input are not known.");
		const draft = draftFor(site, node);
		const result = draft.add("Reshape", [x, draft.int64s([rows ?? -1, columns ?? -1])]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a Reshape to ${rows ?? "all"} rows of ${columns ?? "all"}.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
