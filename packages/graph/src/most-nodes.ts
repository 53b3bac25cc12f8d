import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { Graph, Node } from "./graph.ts";
import { refuse } from "./refusal.ts";
import { bodyAndInner } from "./scope.ts";

/** Edits that copy make no graph of more nodes than this: with functions that call each other twice every one of them would
 *  double it. */
export const mostNodes = 200_000;

/** What a hand adds to a graph that is larger already. */
const fewNodes = 16;

/** Refuses to copy nodes, with those in their bodies, this many times, where the graph would have too many then. */
export function refuseTooMany(graph: Graph, nodes: readonly Node[], times = 1): void {
	const inside = nodes.flatMap(bodiesOfNode).flatMap((id) => bodyAndInner(graph, id));
	const count = inside.reduce((sum, id) => sum + bodyOf(graph, id).nodes.length, nodes.length) * times;
	refuseBeyond(count + nodesIn(graph), count);
}

/** Refuses a graph that grew beyond the limit. */
export function refuseGrowth(before: Graph, after: Graph): void {
	if (after.nextId === before.nextId) return;
	const count = nodesIn(after);
	refuseBeyond(count, count - nodesIn(before));
}

function refuseBeyond(nodes: number, added: number): void {
	if (nodes > mostNodes && added > fewNodes) refuse("edit/too-large", { nodes });
}

function nodesIn({ bodies }: Graph): number {
	let count = 0;
	for (const { nodes } of bodies.values()) count += nodes.length;
	return count;
}
