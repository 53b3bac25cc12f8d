import { addressOfBody, addressOfNode, type Body, type Edit, type Graph, indexOf, type NodeId } from "@suture/graph";
import { withOwnConstants } from "./node-set.ts";
import { downstream, withWhatOnlyTheyNeed } from "./reach.ts";

/** What goes with nodes that are deleted. */
export type DeletionReach = "alone" | "with-needs" | "with-readers";

/** A deletion, looked at before it is done. */
export interface Deletion {
	readonly removed: readonly NodeId[];
	/** Outputs of the body that stop being outputs, since nothing would make them. */
	readonly outputs: readonly string[];
	readonly edits: readonly Edit[];
}

/** What it takes to delete nodes. With their readers go the outputs of the body that those made, but for the last one: a graph
 *  needs an output, and the problem that it has none then is told. */
export function deletionOf(graph: Graph, body: Body, nodes: readonly NodeId[], reach: DeletionReach): Deletion {
	const removed =
		reach === "with-needs"
			? withWhatOnlyTheyNeed(graph, body, nodes)
			: reach === "with-readers"
				? downstream(graph, body, nodes)
				: withOwnConstants(body, new Set(nodes));
	const gone = body.nodes.filter(({ id }) => removed.has(id));
	const made = new Set(gone.flatMap((node) => node.outputs));
	const all = [...indexOf(body).outputs.keys()];
	const lost = reach === "with-readers" && body.id === graph.main ? all.filter((name) => made.has(name)) : [];
	const outputs = lost.length === all.length ? lost.slice(1) : lost;
	const at = addressOfBody(graph, body.id);
	const where = at === undefined ? {} : { in: at };
	return {
		removed: gone.map(({ id }) => id),
		outputs,
		edits: [
			...outputs.map((value): Edit => ({ do: "remove-output", value, ...where })),
			{ do: "delete-nodes", nodes: gone.map(addressOfNode), ...where },
		],
	};
}
