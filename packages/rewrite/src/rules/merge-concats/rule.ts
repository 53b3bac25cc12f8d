import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { integerOf } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { isReadOnlyBy, madeBy, rankAt, type Site } from "../../match/site.ts";

export const mergeConcats: Rule = {
	name: "merge-concats",
	title: "Concatenate all at once",
	level: "exact",
	operators: ["Concat"],
	match(site, node) {
		const axis = axisOf(site, node);
		const inner = new Set<Node>();
		const inputs = node.inputs.flatMap((value) => {
			const maker = madeBy(site, value, "Concat");
			if (!maker || axis === undefined || axisOf(site, maker) !== axis || !isReadOnlyBy(site, value, node))
				return [value];
			inner.add(maker);
			return maker.inputs;
		});
		if (inner.size === 0) return undefined;
		const [first] = inner;
		return {
			nodes: [node, ...inner],
			sentence: `${told(node)} takes what ${first ? told(first) : ""} puts together, along the same axis.`,
			edits: [replacement(site, [node, ...inner], [{ ...node, inputs }])],
		};
	},
};

function axisOf(site: Site, node: Node): number | undefined {
	const axis = integerOf(site, node, "axis");
	const rank = rankAt(site, node.outputs[0]);
	if (axis === undefined || (axis < 0 && rank === undefined)) return undefined;
	return axis < 0 ? axis + (rank ?? 0) : axis;
}
