import type { Body, Graph, Node, NodeId } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { capturingNodes, valuesNeededBy } from "../scope.ts";

interface NodeChange {
	readonly gone: ReadonlySet<Node>;
	readonly changed: ReadonlyMap<Node, Node>;
	readonly come: readonly Node[];
}

/** A body's nodes with those that go taken out, those that change in their places, and those that come put where the first that
 *  goes was: or near there, behind what makes their inputs and before what reads their outputs, if there is such a place. */
export function nodesInPlace(graph: Graph, body: Body, { gone, changed, come }: NodeChange): readonly Node[] {
	if (gone.size + changed.size + come.length === 0) return body.nodes;
	const nodes: Node[] = [];
	let wished: number | undefined;
	for (const node of body.nodes) {
		if (gone.has(node)) wished ??= nodes.length;
		else nodes.push(changed.get(node) ?? node);
	}
	if (come.length > 0) nodes.splice(placeFor(graph, body, nodes, come, wished), 0, ...come);
	return nodes;
}

function placeFor(
	graph: Graph,
	body: Body,
	nodes: readonly Node[],
	come: readonly Node[],
	wished: number | undefined,
): number {
	const { makers, readers } = neighboursOf(graph, body, come);
	let behindMakers = 0;
	let beforeReaders = nodes.length;
	nodes.forEach(({ id }, i) => {
		if (makers.has(id)) behindMakers = i + 1;
		if (i < beforeReaders && readers.has(id)) beforeReaders = i;
	});
	const place = wished ?? (behindMakers > 0 ? behindMakers : beforeReaders);
	return Math.max(behindMakers, Math.min(place, beforeReaders));
}

/** Nodes that were there already and make what these need, or read what these make. */
function neighboursOf(
	graph: Graph,
	body: Body,
	nodes: readonly Node[],
): { makers: ReadonlySet<NodeId>; readers: ReadonlySet<NodeId> } {
	const { definitions, uses } = indexOf(body);
	const makers = new Set<NodeId>();
	const readers = new Set<NodeId>();
	for (const node of nodes) {
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			if (definition?.by === "node") makers.add(definition.node.id);
		}
		for (const value of node.outputs) {
			for (const use of uses.get(value) ?? []) readers.add(use.node.id);
			for (const holder of capturingNodes(graph, body, value)) readers.add(holder.id);
		}
	}
	return { makers, readers };
}
