import { type Problem, problem } from "@suture/problems";
import { findBody, findNode, nameOf } from "./address.ts";
import type { Edit, NodeAddress } from "./edit.ts";
import type { Graph } from "./graph.ts";

/** A notice for each node that an edit means and that was found by what stands around it alone. */
export function noticesOfNear(graph: Graph, edit: Edit): Problem[] {
	const addresses = addressesIn(edit).filter(({ near }) => near !== undefined);
	if (addresses.length === 0) return [];
	const body = findBody(graph, "in" in edit ? edit.in : undefined);
	if ("problem" in body) return [];
	return addresses.flatMap((address) => {
		const node = findNode(body.found, address);
		if ("problem" in node) return [];
		const { name, opType, outputs } = node.found;
		const { name: wantedName, output } = address;
		if ((wantedName && name === wantedName) || (output && outputs.includes(output))) return [];
		const wanted = wantedName || output || "";
		const place = { node: { name, operator: opType } };
		return [problem("edit/found-near", { wanted, node: nameOf(node.found) }, place)];
	});
}

function addressesIn(edit: Edit): readonly NodeAddress[] {
	if ("nodes" in edit) return edit.nodes;
	return "node" in edit ? [edit.node] : [];
}
