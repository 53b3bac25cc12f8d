import type { NodeId } from "@suture/graph";
import { surgeon } from "../surgeon/connect.ts";
import { perform, selectionOf, workspace } from "./workspace.ts";

/** Deletes nodes of the body on the screen, alone. What read them says so on the graph. */
export async function deleteNodes(nodes: readonly NodeId[]): Promise<void> {
	if (nodes.length > 0) await perform((await surgeon.deletion(nodes, "alone")).edits);
}

/** Copies nodes; the copies are selected then. */
export async function duplicate(nodes: readonly NodeId[]): Promise<void> {
	if (nodes.length === 0) return;
	const { addresses, place } = await surgeon.addressesOf(nodes);
	await perform([{ do: "duplicate-nodes", nodes: addresses, ...place }], ({ added }) => selectionOf(added));
}

/** Takes a node out and connects what read its output to its first input. */
export async function bypass(node: NodeId): Promise<void> {
	const { addresses, place } = await surgeon.addressesOf([node]);
	const [address] = addresses;
	if (address) await perform([{ do: "bypass-node", node: address, ...place }]);
}

/** The nodes that are selected, be it one or several. */
export function selectedNodes(): readonly NodeId[] {
	const { selection } = workspace.getState();
	if (selection.kind === "node") return [selection.node];
	return selection.kind === "nodes" ? selection.nodes : [];
}
