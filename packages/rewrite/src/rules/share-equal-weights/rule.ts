import type { Edit } from "@suture/graph";
import { elementCount, type TensorProto } from "@suture/onnx";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { connect } from "../../match/replacement.ts";
import { homeOf, type Site } from "../../match/site.ts";
import { contentKey } from "./content-key.ts";

export const shareEqualWeights: Rule = {
	name: "share-equal-weights",
	title: "Keep equal weights once",
	level: "exact",
	operators: ["*"],
	match(site, node) {
		const edits: Edit[] = [];
		node.inputs.forEach((value, input) => {
			const other = value === "" ? undefined : firstEqual(site, value);
			if (other === undefined) return;
			edits.push(connect(site, node, input, other));
		});
		if (edits.length === 0) return undefined;
		return { nodes: [node], sentence: `${told(node)} reads a weight that is there twice.`, edits };
	},
};

/** The first constant of the body that a constant equals bit by bit, in type and shape too. */
function firstEqual(site: Site, value: string): string | undefined {
	const home = homeOf(site, value);
	return home && equalOnes(home).get(value);
}

const found = new WeakMap<Site, ReadonlyMap<string, string>>();

function equalOnes(site: Site): ReadonlyMap<string, string> {
	let known = found.get(site);
	if (!known) {
		known = findEqualOnes(site);
		found.set(site, known);
	}
	return known;
}

function findEqualOnes({ body, replaceable }: Site): ReadonlyMap<string, string> {
	const first = new Map<string, string>();
	const equal = new Map<string, string>();
	for (const tensor of body.initializers) {
		const { name = "" } = tensor;
		const key = replaceable.has(name) ? undefined : keyOf(tensor);
		const earlier = key === undefined ? undefined : first.get(key);
		if (earlier !== undefined) equal.set(name, earlier);
		else if (key !== undefined) first.set(key, name);
	}
	return equal;
}

function keyOf(tensor: TensorProto): string | undefined {
	const content = contentKey(tensor);
	return content === undefined || !(elementCount(tensor.dims) >= 0)
		? undefined
		: `${tensor.dataType}[${tensor.dims.join()}]${content}`;
}
