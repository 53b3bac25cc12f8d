import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { forward, told } from "../../match/forward.ts";
import { int64s, replacement } from "../../match/replacement.ts";
import { haveSameShape } from "../../match/same-sizes.ts";
import { isInner, isPlain, makerOf, readersOf, type Site, shapeAt } from "../../match/site.ts";
import { permutationOf } from "../merge-transposes/rule.ts";
import { sizesForReshape } from "../write-out-shape/rule.ts";

const operators = ["Reshape", "Squeeze", "Unsqueeze", "Flatten", "Transpose"];

export const mergeReshapes: Rule = {
	name: "merge-reshapes",
	title: "Make one Reshape of several changes of shape",
	level: "exact",
	operators,
	match(site, node) {
		const first = makerOf(site, node.inputs[0]);
		if (first?.domain !== "" || !keepsOrder(site, node) || !keepsOrder(site, first)) return undefined;
		const [input = ""] = first.inputs;
		if (haveSameShape(site, input, node.outputs[0])) {
			const edits = forward(site, node, input);
			return (
				edits && {
					nodes: [node, first],
					sentence: `${told(node)} gives back the shape that was there before ${told(first)}.`,
					edits,
				}
			);
		}
		// Reshape takes its sizes as an input since opset 5.
		const sizes = site.opset < 5 ? undefined : sizesForReshape(shapeAt(site, input), shapeAt(site, node.outputs[0]));
		if (!sizes || !isOnlyReshaped(site, node.inputs[0] ?? "")) return undefined;
		const name = "%sizes";
		const merged = { name: node.name, opType: "Reshape", inputs: [input, name], outputs: node.outputs };
		return {
			nodes: [node, first],
			sentence: `${told(first)} and ${told(node)} are one Reshape to [${sizes.join(", ")}].`,
			edits: [replacement(site, [node], [merged], { [name]: int64s(sizes) })],
		};
	},
};

/** Whether every reader of a value is such a node too, so that one less remains. */
function isOnlyReshaped(site: Site, value: string): boolean {
	return (
		isInner(site, value) &&
		readersOf(site, value).every(
			(reader) => reader.domain === "" && isPlain(reader) && reader.inputs[0] === value && keepsOrder(site, reader),
		)
	);
}

/** Whether a node changes the shape alone: its elements stay in their order. */
function keepsOrder(site: Site, node: Node): boolean {
	if (node.opType !== "Transpose") return operators.includes(node.opType);
	const shape = shapeAt(site, node.inputs[0]);
	const moved = shape && permutationOf(site, node)?.filter((axis) => shape[axis] !== 1);
	return moved?.every((axis, i) => i === 0 || axis > (moved[i - 1] ?? 0)) ?? false;
}
