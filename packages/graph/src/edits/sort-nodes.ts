import { nameOf } from "../address.ts";
import { withBody } from "../applied.ts";
import type { SortNodes } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { isInOrder, noteInOrder } from "../in-order.ts";
import { bodyMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";
import { runOrder } from "../run-order.ts";

export function sortNodes(graph: Graph, { in: where }: SortNodes): Graph {
	const body = bodyMeant(graph, where);
	if (isInOrder(graph, body)) return graph;
	const { order, circular } = runOrder(graph, body);
	if (circular.length > 0) refuse("graph/cycle", { nodes: circular.map(nameOf) });
	const sorted = { ...body, nodes: order };
	const edited = withBody(graph, sorted);
	noteInOrder(sorted);
	return edited;
}
