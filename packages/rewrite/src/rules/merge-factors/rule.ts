import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { isReadOnlyBy, madeBy, rankAt, type Site, tensorAt } from "../../match/site.ts";

export const mergeFactors: Rule = {
	name: "merge-factors",
	title: "Multiply once instead of twice",
	level: "fast-math",
	operators: ["Mul", "Add"],
	match(site, node) {
		const [second, value] = constantAndOther(site, node);
		const inner = madeBy(site, value, node.opType);
		const [first, x] = inner ? constantAndOther(site, inner) : [];
		if (!second || !value || !inner || !first || !x || !isReadOnlyBy(site, value, node)) return undefined;
		// The two constants together must not be larger than what they are applied to.
		if (Math.max(rankAt(site, first) ?? 0, rankAt(site, second) ?? 0) > (rankAt(site, x) ?? 0)) return undefined;
		const come = [
			{ opType: node.opType, inputs: [first, second], outputs: ["%together"] },
			{ ...node, inputs: [x, "%together"] },
		];
		return {
			rounds: true,
			nodes: [node, inner],
			sentence: `${told(inner)} and ${told(node)} have constants that can be put together beforehand.`,
			edits: [replacement(site, [node, inner], come)],
		};
	},
};

function constantAndOther(site: Site, { inputs }: Node): readonly (string | undefined)[] {
	const [left, right] = inputs;
	if (tensorAt(site, right)) return tensorAt(site, left) ? [] : [right, left];
	return tensorAt(site, left) ? [left, right] : [];
}
