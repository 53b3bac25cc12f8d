import type { Node } from "@suture/graph";
import { isAtLeast } from "@suture/ops";
import { draftFor, type Site, shapeAt, squeeze, told } from "@suture/rewrite";
import { type Fix, type Miss, miss, type RepairRule } from "../../rule.ts";

export const nameSqueezedAxes: RepairRule = {
	name: "name-squeezed-axes",
	title: "Name the axes that Squeeze takes away",
	kind: "exact",
	operators: ["Squeeze"],
	match(site, node) {
		const isKnown = shapeAt(site, node.inputs[0])?.every((size) => typeof size === "number" || isAtLeast(size, 2));
		return isKnown ? named(site, node) : miss("An axis whose size is not known may have size 1.");
	},
};

/** Exporters mean the axes that are surely of size 1. */
export const nameSqueezedAxesIfOthersGrow: RepairRule = {
	name: "name-squeezed-axes-if-others-grow",
	title: "Name the axes that Squeeze takes away, if no other ever has size 1",
	kind: "assumes",
	operators: ["Squeeze"],
	match(site, node) {
		const found = named(site, node);
		return "miss" in found
			? found
			: { ...found, assumption: `No axis of unknown size that ${told(node)} sees has size 1.` };
	},
};

function named(site: Site, node: Node): Fix | Miss {
	const shape = shapeAt(site, node.inputs[0]);
	const hasAxes = (node.inputs[1] ?? "") !== "" || node.attributes.some(({ name }) => name === "axes");
	if (!shape || hasAxes) return miss("Its axes are named, or the rank of its input is not known.");
	const draft = draftFor(site, node);
	const axes = shape.flatMap((size, axis) => (size === 1 ? [axis] : []));
	const [x = ""] = node.inputs;
	const result = axes.length === 0 ? x : squeeze(draft, x, axes);
	return {
		nodes: [node],
		sentence: `${told(node)} takes away the axes [${axes.join(", ")}], and says so.`,
		edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
	};
}
