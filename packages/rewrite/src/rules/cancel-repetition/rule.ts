import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { forward, told } from "../../match/forward.ts";
import { madeBy } from "../../match/site.ts";

/** Doing it twice is doing it once. */
const once: ReadonlySet<string> = new Set(["Relu", "Abs", "Ceil", "Floor", "Round", "Sign"]);
/** Doing it twice is not doing it. */
const never: ReadonlySet<string> = new Set(["Not", "Neg", "BitwiseNot"]);

export const cancelRepetition: Rule = {
	name: "cancel-repetition",
	title: "Remove what is done twice without need",
	level: "exact",
	operators: [...once, ...never],
	match(site, node) {
		const first = madeBy(site, node.inputs[0], node.opType);
		if (!first) return undefined;
		const edits = forward(site, node, never.has(node.opType) ? first.inputs[0] : first.outputs[0]);
		return edits && { nodes: [node, first], sentence: sentenceOf(node), edits };
	},
};

function sentenceOf(node: Node): string {
	if (once.has(node.opType)) return `${told(node)} follows another ${node.opType}, which did all there is to do.`;
	return `${told(node)} takes back what the ${node.opType} before it did.`;
}
