import type { DeleteNodes } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { bodyMeant, nodesMeant } from "../meant.ts";
import { splice } from "../splice/splice.ts";

export function deleteNodes(graph: Graph, { nodes, in: where }: DeleteNodes): Graph {
	const body = bodyMeant(graph, where);
	return splice(graph, body.id, { gone: nodesMeant(body, nodes), dangling: true });
}
