import { findBody, findNode } from "./address.ts";
import type { Handed } from "./applied.ts";
import { applyEdits } from "./apply-edits.ts";
import type { Edit, NodeAddress } from "./edit.ts";
import type { Body, Graph } from "./graph.ts";
import { surroundingsOf } from "./surroundings.ts";

/** Edits whose addresses of nodes say what stands around them, for a recipe that is to fit a later export. The graph is the one
 *  that they begin with. Costs what applying them costs, and for nodes that look like others a pass over the body. */
export function withSurroundings(graph: Graph, edits: readonly Edit[], handed: Handed = {}): Edit[] {
	let at = graph;
	return edits.map((edit) => {
		const body = findBody(at, "in" in edit ? edit.in : undefined);
		const lasting = "found" in body ? withAddresses(edit, (address) => lastingAddress(body.found, address)) : edit;
		at = applyEdits(at, [edit], handed).graph;
		return lasting;
	});
}

function lastingAddress(body: Body, address: NodeAddress): NodeAddress {
	if (address.near) return address;
	const node = findNode(body, address);
	if ("problem" in node) return address;
	return { ...address, opType: node.found.opType, near: surroundingsOf(body, node.found) };
}

function withAddresses(edit: Edit, change: (address: NodeAddress) => NodeAddress): Edit {
	if ("nodes" in edit) return { ...edit, nodes: edit.nodes.map(change) };
	return "node" in edit ? { ...edit, node: change(edit.node) } : edit;
}
