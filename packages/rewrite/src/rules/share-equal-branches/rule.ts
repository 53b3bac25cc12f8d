import { addressOfNode, type BodyId, type Node } from "@suture/graph";
import type { TensorProto } from "@suture/onnx";
import type { Rule } from "../../finding.ts";
import { repeats } from "../../fold/deterministic.ts";
import { told } from "../../match/forward.ts";
import { isPlain, type Site, siteOf } from "../../match/site.ts";
import { nodeKey } from "../share-equal-nodes/node-key.ts";
import { contentKey } from "../share-equal-weights/content-key.ts";

export const shareEqualBranches: Rule = {
	name: "share-equal-branches",
	title: "Put the nodes of one branch in place of an If whose branches are equal",
	level: "exact",
	operators: ["If"],
	match(site, node) {
		const [yes, no] = ["then_branch", "else_branch"].map((name) => branchOf(node, name));
		if (yes === undefined || no === undefined) return undefined;
		const numbers = new Map<string, number>();
		const given = outputsOf(siteOf(site.graph, site.facts, yes), numbers);
		const other = given && outputsOf(siteOf(site.graph, site.facts, no), numbers);
		if (!other || node.outputs.some((_, i) => given[i] === undefined || given[i] !== other[i])) return undefined;
		const where = site.address ? { in: site.address } : {};
		return {
			nodes: [node],
			sentence: `Both branches of ${told(node)} calculate the same.`,
			edits: [{ do: "inline-branch", node: addressOfNode(node), branch: "then_branch", ...where }],
		};
	},
};

function branchOf({ attributes }: Node, name: string): BodyId | undefined {
	return attributes.find((attribute) => attribute.name === name)?.bodies?.[0];
}

/** What a body gives, called so that equal values are called alike, in whichever body they are; undefined where that can't be
 *  told. `numbers` has a number for each calculation that was met. */
function outputsOf(site: Site, numbers: Map<string, number>): readonly string[] | undefined {
	const { body, graph, opset } = site;
	const called = new Map<string, string>();
	// Names from outside begin otherwise.
	const nameOf = (value: string) => called.get(value) ?? `outer ${value}`;
	const numberOf = (key: string) => {
		if (!numbers.has(key)) numbers.set(key, numbers.size);
		return numbers.get(key);
	};
	for (const tensor of body.initializers) {
		const key = tensorKey(tensor);
		if (key === undefined) return undefined;
		called.set(tensor.name ?? "", `weight ${numberOf(key)}`);
	}
	for (const node of body.nodes) {
		const key = isPlain(node) ? nodeKey(node, (value) => (value === "" ? "" : nameOf(value))) : undefined;
		if (key === undefined || !repeats(graph, node, opset)) return undefined;
		const number = numberOf(key);
		node.outputs.forEach((output, i) => void called.set(output, `node ${number} ${i}`));
	}
	return body.outputs.map(({ name = "" }) => nameOf(name));
}

function tensorKey(tensor: TensorProto): string | undefined {
	const contents = contentKey(tensor);
	return contents === undefined ? undefined : JSON.stringify(["weight", tensor.dataType, tensor.dims, contents]);
}
