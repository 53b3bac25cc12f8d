import type { Problem } from "@suture/problems";
import { findBody, findNode } from "../address.ts";
import { type Applied, refused } from "../applied.ts";
import type { DeleteNodes } from "../edit.ts";
import type { Graph, NodeId } from "../graph.ts";
import { removeNodes } from "../remove-nodes.ts";

export function deleteNodes(graph: Graph, { nodes, in: where }: DeleteNodes): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	const gone = new Set<NodeId>();
	const problems: Problem[] = [];
	for (const address of nodes) {
		const node = findNode(body.found, address);
		if ("problem" in node) problems.push(node.problem);
		else gone.add(node.found.id);
	}
	return problems.length > 0 ? { graph, problems } : { graph: removeNodes(graph, body.found.id, gone), problems };
}
