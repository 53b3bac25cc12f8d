import type { Body, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { placesOf, withoutItems, withReplaced } from "../replace-items.ts";
import { capturingNodes, valuesNeededBy } from "../scope.ts";

interface NodeChange {
	readonly gone: ReadonlySet<Node>;
	readonly changed: ReadonlyMap<Node, Node>;
	readonly come: readonly Node[];
}

/** A body's nodes with those that go taken out, those that change in their places, and those that come put where the first that
 *  goes was: or near there, behind what makes their inputs and before what reads their outputs, if there is such a place. */
export function nodesInPlace(graph: Graph, body: Body, { gone, changed, come }: NodeChange): readonly Node[] {
	const left = withReplaced(withoutItems(body.nodes, gone), changed);
	if (come.length === 0) return left;
	// All before the first that goes keep their places.
	const wished = gone.size === 0 ? undefined : firstOf(placesOf(body.nodes, gone).values());
	const now = (nodes: ReadonlySet<Node>) => new Set(Array.from(nodes, (node) => changed.get(node) ?? node));
	const { makers, readers } = neighboursOf(graph, body, come);
	const place = placeBetween(left, now(makers), now(readers), wished);
	return [...left.slice(0, place), ...come, ...left.slice(place)];
}

function firstOf(places: Iterable<number>): number {
	let first = Infinity;
	for (const place of places) first = Math.min(first, place);
	return first;
}

function placeBetween(
	nodes: readonly Node[],
	makers: ReadonlySet<Node>,
	readers: ReadonlySet<Node>,
	wished: number | undefined,
): number {
	let behindMakers = 0;
	for (const place of placesOf(nodes, makers).values()) behindMakers = Math.max(behindMakers, place + 1);
	let beforeReaders = nodes.length;
	for (const place of placesOf(nodes, readers).values()) beforeReaders = Math.min(beforeReaders, place);
	const place = wished ?? (behindMakers > 0 ? behindMakers : beforeReaders);
	return Math.max(behindMakers, Math.min(place, beforeReaders));
}

/** Nodes that were there already and make what these need, or read what these make. */
function neighboursOf(
	graph: Graph,
	body: Body,
	nodes: readonly Node[],
): { makers: ReadonlySet<Node>; readers: ReadonlySet<Node> } {
	const { definitions, uses } = indexOf(body);
	const makers = new Set<Node>();
	const readers = new Set<Node>();
	for (const node of nodes) {
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			if (definition?.by === "node") makers.add(definition.node);
		}
		for (const value of node.outputs) {
			for (const use of uses.get(value) ?? []) readers.add(use.node);
			for (const holder of capturingNodes(graph, body, value)) readers.add(holder);
		}
	}
	return { makers, readers };
}
