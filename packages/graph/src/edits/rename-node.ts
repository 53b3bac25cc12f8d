import { withBody } from "../applied.ts";
import type { RenameNode } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { inheritOrder } from "../in-order.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";

export function renameNode(graph: Graph, { node: address, name, in: where }: RenameNode): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	if (name === node.name) return graph;
	if (name !== "" && indexOf(body).named.has(name)) refuse("edit/name-taken", { name });
	const renamed = { ...body, nodes: body.nodes.map((one) => (one === node ? { ...one, name } : one)) };
	const edited = withBody(graph, renamed);
	inheritOrder(body, renamed);
	return edited;
}
