import { type BodyId, bodyOf, type Graph, holderOf, type Node, nameOf, placeOfNode } from "@suture/graph";
import type { NodePlace } from "@suture/problems";

/** How a problem names a node of a body. */
export function placeOf(graph: Graph, body: BodyId, node: Node): NodePlace {
	return placeOfNode(node, bodyOf(graph, body).nodes.indexOf(node), pathTo(graph, body));
}

/** Names of the nodes and attributes on the way to a body. */
function pathTo(graph: Graph, body: BodyId): string[] {
	const holder = holderOf(graph, body);
	return holder ? [...pathTo(graph, holder.body.id), nameOf(holder.node), holder.attribute] : [];
}
