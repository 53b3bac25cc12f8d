import {
	type Body,
	type BodyId,
	bodiesOfNode,
	bodyOf,
	capturedBy,
	type Graph,
	indexOf,
	type Node,
	nameOf,
} from "@suture/graph";

/** What reads a value besides some nodes of its body: another node, a body inside of one, or the graph as its output. */
export type ReaderOutside = (value: string, nodes: ReadonlySet<Node>) => string | undefined;

/** Finds such a reader by its name for sentences. Asks few of them, however many there are. */
export function readerOutside(graph: Graph, id: BodyId): ReaderOutside {
	const body = bodyOf(graph, id);
	const { uses, outputs } = indexOf(body);
	const captured = capturedValues(graph, body);
	return (value, nodes) => {
		const use = uses.get(value)?.find(({ node }) => !nodes.has(node));
		if (use) return nameOf(use.node);
		const holder = captured.get(value);
		if (holder) return nameOf(holder);
		return outputs.has(value) ? "the graph, as its output," : undefined;
	};
}

/** Values of a body that bodies inside it take, each with a node that holds such a body. */
function capturedValues(graph: Graph, body: Body): ReadonlyMap<string, Node> {
	const captured = new Map<string, Node>();
	for (const node of indexOf(body).holders) {
		for (const inner of bodiesOfNode(node)) for (const value of capturedBy(graph, inner)) captured.set(value, node);
	}
	return captured;
}
