import { addressOfNode, type Edit } from "@suture/graph";
import { isUsed, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const dropUnusedOutputs: RepairRule = {
	name: "drop-unused-outputs",
	title: "Do not make optional outputs that nothing reads",
	kind: "exact",
	operators: ["MaxPool", "LayerNormalization", "BatchNormalization", "Dropout", "LSTM", "GRU", "RNN"],
	match(site, node) {
		const last = node.outputs.findLastIndex((one) => isUsed(site, one));
		if (last < 0 || last === node.outputs.length - 1) return miss("Its last output is read.");
		const where = site.address ? { in: site.address } : {};
		const edits = node.outputs.flatMap((one, output): Edit[] =>
			output > last && one !== "" ? [{ do: "set-output", node: addressOfNode(node), output, value: "", ...where }] : [],
		);
		if (edits.length === 0) return miss("Its unread outputs have no names.");
		return { nodes: [node], sentence: `Nothing reads the last outputs of ${told(node)}.`, edits };
	},
};
