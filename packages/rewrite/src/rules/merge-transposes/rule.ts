import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { integersOf, ints } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { madeBy, rankAt, type Site } from "../../match/site.ts";

export const mergeTransposes: Rule = {
	name: "merge-transposes",
	title: "Make one Transpose of two",
	level: "exact",
	operators: ["Transpose"],
	match(site, node) {
		const first = madeBy(site, node.inputs[0], "Transpose");
		const inner = first && permutationOf(site, first);
		const outer = permutationOf(site, node);
		if (!first || !inner || !outer) return undefined;
		const perm = outer.map((axis) => inner[axis] ?? 0);
		const { name, outputs } = node;
		const merged = { name, opType: "Transpose", inputs: first.inputs, outputs, attributes: [ints("perm", perm)] };
		return {
			nodes: [node, first],
			sentence: `${told(first)} and ${told(node)} are one Transpose with perm [${perm.join(", ")}].`,
			edits: [replacement(site, [node], [merged])],
		};
	},
};

/** The order of axes that a Transpose gives; without the attribute it reverses them. */
export function permutationOf(site: Site, node: Node): readonly number[] | undefined {
	const given = integersOf(node, "perm");
	const rank = rankAt(site, node.inputs[0]) ?? given?.length;
	return given ?? (rank === undefined ? undefined : Array.from({ length: rank }, (_, i) => rank - 1 - i));
}
