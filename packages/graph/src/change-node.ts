import type { Body, BodyId, Graph, Node } from "./graph.ts";
import { type Splice, splice } from "./splice/splice.ts";

/** The graph with one node of a body changed. */
export function changeNode(
	graph: Graph,
	id: BodyId,
	node: Node,
	fields: Partial<Omit<Node, "id">>,
	more: Pick<Splice, "dangling"> & { readonly bodies?: ReadonlyMap<BodyId, Body> } = {},
): Graph {
	return splice(graph, id, { changed: new Map([[node, { ...node, ...fields }]]), ...more });
}
