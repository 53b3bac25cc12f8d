import { addressOfBody, bodyAndInner, type Edit, type Node, nameOf } from "@suture/graph";
import { siteOf } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { lowered } from "./lowered.ts";

/** The whole model at once: a node means what its opset says, so nodes of different opsets can't stand side by side. */
export const lowerOpset: RepairRule = {
	name: "lower-opset",
	title: "Convert the model to an opset that the target knows",
	kind: "exact",
	operators: ["*"],
	isLast: true,
	match(site, _, { knownOpset }) {
		if (knownOpset === undefined) return undefined;
		const { graph, facts } = site;
		if (graph.functions.length > 0) return miss("The model has functions.");
		const nodes: Node[] = [];
		const edits: Edit[] = [];
		for (const id of bodyAndInner(graph, graph.main)) {
			if (!facts.bodies.has(id) && id !== graph.main)
				return miss(`Nothing is known of a body of ${addressOfBody(graph, id)?.path?.[0]?.node.name ?? "a node"}.`);
			const inner = siteOf(graph, facts, id);
			for (const node of inner.body.nodes) {
				if (node.domain !== "" && node.domain !== "ai.onnx") continue;
				const found = lowered(inner, node, knownOpset);
				if (typeof found === "string")
					return miss(`${nameOf(node)} (${node.opType}) can't be said in opset ${knownOpset}: ${found}`);
				if (found.length === 0) continue;
				nodes.push(node);
				edits.push(...found);
			}
		}
		return {
			nodes,
			sentence: `The model becomes one of opset ${knownOpset}; ${nodes.length} nodes are written as it was then.`,
			edits: [...edits, { do: "set-opset", domain: "", version: knownOpset }],
		};
	},
};
