import { nameOf } from "../address.ts";
import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { noteInOrder } from "../in-order.ts";
import { indexOf } from "../index-of.ts";
import { refuse } from "../refusal.ts";
import { placesOf } from "../replace-items.ts";
import { runOrder, runOrderOf } from "../run-order.ts";
import { capturingNodes, valuesNeededBy } from "../scope.ts";

/** The graph with a body's nodes in an order in which they can run, after some of them came or were connected anew. Only the
 *  stretch is sorted in which something stands before what it needs. A body that was not in order stays so unless all of it can
 *  be sorted. Refuses a circle. */
export function settleOrder(graph: Graph, id: BodyId, touched: ReadonlySet<Node>, wasInOrder: boolean): Graph {
	const body = bodyOf(graph, id);
	const wrong = wasInOrder ? wrongStretch(graph, body, touched) : { start: 0, end: body.nodes.length };
	if (!wrong) {
		noteInOrder(body);
		return graph;
	}
	const { start, end } = wrong;
	const { order, circular } = wasInOrder
		? runOrderOf(graph, body, body.nodes.slice(start, end))
		: runOrder(graph, body);
	// A circle that was there before is not this edit's fault.
	if (circular.length > 0 && (wasInOrder || circular.some((node) => touched.has(node)))) {
		refuse("edit/circle", { nodes: circular.map(nameOf) });
	}
	if (circular.length > 0) return graph;
	const sorted = { ...body, nodes: [...body.nodes.slice(0, start), ...order, ...body.nodes.slice(end)] };
	const settled = withBody(graph, sorted);
	noteInOrder(sorted);
	return settled;
}

/** The stretch of nodes, [start, end), beyond which all stand right; undefined when every one does. */
function wrongStretch(
	graph: Graph,
	body: Body,
	touched: ReadonlySet<Node>,
): { start: number; end: number } | undefined {
	const edges = edgesOf(graph, body, touched);
	const position = placesOf(body.nodes, new Set(edges.flat()));
	let start = body.nodes.length;
	let end = 0;
	for (const [maker, reader] of edges) {
		const [made, read] = [position.get(maker) ?? 0, position.get(reader) ?? 0];
		if (made < read) continue;
		start = Math.min(start, read);
		end = Math.max(end, made + 1);
	}
	return start < end ? { start, end } : undefined;
}

/** Who makes what who reads, wherever one of the two was touched. */
function edgesOf(graph: Graph, body: Body, touched: ReadonlySet<Node>): [maker: Node, reader: Node][] {
	const { definitions, uses } = indexOf(body);
	const edges: [Node, Node][] = [];
	for (const node of touched) {
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			if (definition?.by === "node") edges.push([definition.node, node]);
		}
		for (const value of node.outputs) {
			if (value === "") continue;
			for (const use of uses.get(value) ?? []) edges.push([node, use.node]);
			for (const holder of capturingNodes(graph, body, value)) edges.push([node, holder]);
		}
	}
	return edges;
}
