import { type Edit, type Node, nameOf } from "@suture/graph";
import { bypass, canBypass, replacement } from "./replacement.ts";
import { isUsed, type Site } from "./site.ts";

/** The edits after which whatever read the node's first output reads `value`, and the node is gone. Undefined where that can't be:
 *  an output of the body keeps its name, so only what a node of the body makes can take its place. */
export function forward(site: Site, node: Node, value: string | undefined): readonly Edit[] | undefined {
	const [output = "", ...others] = node.outputs;
	if (!value || output === "" || others.some((one) => isUsed(site, one))) return undefined;
	const identity = { ...node, opType: "Identity", domain: "", inputs: [value], attributes: [] };
	if (!canBypass(site, identity)) return undefined;
	if (node.inputs[0] === value) return [bypass(site, node)];
	const { name } = node;
	return [
		replacement(site, [node], [{ name, opType: "Identity", inputs: [value], outputs: [output] }]),
		bypass(site, { ...identity, outputs: [output] }),
	];
}

/** How sentences call a node: its operator and name. */
export function told(node: Node): string {
	return node.name === "" ? nameOf(node) : `${node.opType} ${node.name}`;
}
