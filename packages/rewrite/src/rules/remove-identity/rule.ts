import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { forward, told } from "../../match/forward.ts";
import { isUsed, numbersAt, type Site } from "../../match/site.ts";

export const removeIdentity: Rule = {
	name: "remove-identity",
	title: "Remove nodes that hand on what they get",
	level: "exact",
	operators: ["Identity", "Dropout", "Concat", "Sum", "Mean", "Max", "Min", "Split"],
	match(site, node) {
		const edits = handsOn(site, node) ? forward(site, node, node.inputs[0]) : undefined;
		return edits && { nodes: [node], sentence: `${told(node)} hands on what it gets.`, edits };
	},
};

function handsOn(site: Site, node: Node): boolean {
	switch (node.opType) {
		case "Identity":
			return true;
		case "Dropout":
			return isInference(site, node) && !node.outputs.slice(1).some((mask) => isUsed(site, mask));
		case "Split":
			return node.outputs.length === 1;
		default:
			return node.inputs.length === 1;
	}
}

/** Since opset 12 an input says whether Dropout drops anything; since 7 it never does; before, an attribute said that it doesn't. */
function isInference(site: Site, { inputs, attributes }: Node): boolean {
	if (site.opset < 7) return attributes.some(({ name, i }) => name === "is_test" && i === 1n);
	const [, , training] = inputs;
	return !training || numbersAt(site, training)?.[0] === 0;
}
