import { type Conversion, planConversion } from "@suture/convert";
import type { Graph } from "@suture/graph";
import { miss, type RepairRule } from "../../rule.ts";
import { writeOuts } from "../../write-outs.ts";

/** The whole model at once: a node means what its opset says, so nodes of different opsets can't stand side by side. */
export const lowerOpset: RepairRule = {
	name: "lower-opset",
	title: "Convert the model to an opset that the target knows",
	kind: "exact",
	operators: ["*"],
	isLast: true,
	match({ graph }, _, { knownOpset }) {
		if (knownOpset === undefined) return undefined;
		const { edits, changes, problems } = conversionOf(graph, knownOpset);
		const error = problems.find(({ severity }) => severity === "error");
		if (error) return miss(error.sentence);
		return {
			nodes: changes.map(({ node }) => node),
			sentence: `The model becomes one of opset ${knownOpset}; ${changes.length} nodes are written as it was then.`,
			edits,
		};
	},
};

/** It is asked at every node that needs it. */
const known = new WeakMap<Graph, { readonly opset: number; readonly conversion: Conversion }>();

function conversionOf(graph: Graph, opset: number): Conversion {
	const found = known.get(graph);
	if (found?.opset === opset) return found.conversion;
	const conversion = planConversion(graph, opset, writeOuts);
	known.set(graph, { opset, conversion });
	return conversion;
}
