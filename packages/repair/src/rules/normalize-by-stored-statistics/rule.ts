import { draftFor, integerOf, isUsed, told, withAttributes } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const normalizeByStoredStatistics: RepairRule = {
	name: "normalize-by-stored-statistics",
	title: "Normalize by the stored mean and variance, as when a trained network is used",
	kind: "changes-meaning",
	operators: ["BatchNormalization"],
	match(site, node) {
		if (integerOf(site, node, "training_mode") !== 1 && node.outputs.length === 1)
			return miss("It uses its stored statistics already.");
		if (node.outputs.slice(1).some((output) => isUsed(site, output)))
			return miss("The statistics of the batch are read.");
		const draft = draftFor(site, node);
		const single = { ...node, outputs: node.outputs.slice(0, 1) };
		const result = draft.copy(single, node.inputs, withAttributes(node.attributes, [], ["training_mode"]));
		return {
			nodes: [node],
			sentence: `${told(node)} was exported in training: it normalizes by the batch. Now it uses the statistics it has stored.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
