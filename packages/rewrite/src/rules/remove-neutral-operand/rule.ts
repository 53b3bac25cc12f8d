import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { forward, told } from "../../match/forward.ts";
import { haveSameShape } from "../../match/same-sizes.ts";
import { elementAt, type Site } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";

/** The number that leaves the other operand as it is, and whether it may stand on the left too. */
const neutral: Readonly<Record<string, { readonly number: number; readonly eitherSide: boolean }>> = {
	Add: { number: 0, eitherSide: true },
	Sub: { number: 0, eitherSide: false },
	Mul: { number: 1, eitherSide: true },
	Div: { number: 1, eitherSide: false },
	Pow: { number: 1, eitherSide: false },
	And: { number: 1, eitherSide: true },
	Or: { number: 0, eitherSide: true },
	Xor: { number: 0, eitherSide: true },
	BitShift: { number: 0, eitherSide: false },
};

export const removeNeutralOperand: Rule = {
	name: "remove-neutral-operand",
	title: "Remove sums with 0 and products with 1",
	level: "exact",
	operators: Object.keys(neutral),
	match(site, node) {
		const kept = keptOperand(site, node);
		if (kept === undefined) return undefined;
		const edits = forward(site, node, kept);
		const { number } = neutral[node.opType] ?? {};
		return edits && { nodes: [node], sentence: `Of ${told(node)} one operand is ${number} throughout.`, edits };
	},
};

/** The operand that comes out as it went in: nothing is broadcast, and the type stays. */
function keptOperand(site: Site, node: Node): string | undefined {
	const row = neutral[node.opType];
	const [left = "", right = ""] = node.inputs;
	if (!row) return undefined;
	const stays = (value: string) =>
		haveSameShape(site, value, node.outputs[0]) && elementAt(site, value) === elementAt(site, node.outputs[0]);
	if (uniformAt(site, right) === row.number && stays(left)) return left;
	return row.eitherSide && uniformAt(site, left) === row.number && stays(right) ? right : undefined;
}
