import { type Edit, type Node, nameOf } from "@suture/graph";
import { bypass, canBypass, connect } from "./replacement.ts";
import { isUsed, type Site } from "./site.ts";

/** The edits after which whatever read the node's first output reads `value`, and the node is gone. Undefined where that can't be:
 *  an output of the body keeps its name, so only what a node of the body makes can take its place. */
export function forward(site: Site, node: Node, value: string | undefined): readonly Edit[] | undefined {
	const [output = "", ...others] = node.outputs;
	if (!value || output === "" || others.some((one) => isUsed(site, one))) return undefined;
	if (!canBypass(site, { ...node, inputs: [value] })) return undefined;
	if (node.inputs[0] === value) return [bypass(site, node)];
	return [connect(site, node, 0, value), bypass(site, node)];
}

/** How sentences call a node: its operator and name. */
export function told(node: Node): string {
	return node.name === "" ? nameOf(node) : `${node.opType} ${node.name}`;
}
