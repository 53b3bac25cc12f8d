import type { BodyDifference, Difference } from "@suture/difference";
import { isSameBody } from "@suture/difference";
import { type BodyId, type Graph, indexOf, type Node, type NodeId } from "@suture/graph";
import { bodiesBehind } from "./bodies-behind.ts";
import type { Fate, Sides } from "./compared.ts";

/** What became of every node of both graphs, in all bodies. A node is changed too when a weight that it takes is, or what is in
 *  its bodies or in the function that it calls. */
export function fatesOf(difference: Difference): Sides<ReadonlyMap<NodeId, Fate>> {
	const found = { before: new Map<NodeId, Fate>(), after: new Map<NodeId, Fate>() };
	const paired = { before: new Set<BodyId>(), after: new Set<BodyId>() };
	for (const body of difference.bodies) {
		paired.before.add(body.before.id);
		paired.after.add(body.after.id);
		for (const { id } of body.removed) found.before.set(id, "removed");
		for (const { id } of body.added) found.after.set(id, "added");
		for (const { before, after } of body.changed) mark(found, before, after);
		for (const { before, after } of body.constants) {
			for (const { id } of takers(body.before, before.name)) found.before.set(id, found.before.get(id) ?? "changed");
			for (const { id } of takers(body.after, after.name)) found.after.set(id, found.after.get(id) ?? "changed");
		}
	}
	markHolders(difference, found);
	markWhole(difference.before, paired.before, "removed", found.before);
	markWhole(difference.after, paired.after, "added", found.after);
	return found;
}

type Marking = Sides<Map<NodeId, Fate>>;

function mark(found: Marking, before: Node, after: Node): void {
	found.before.set(before.id, "changed");
	found.after.set(after.id, "changed");
}

function takers(body: BodyDifference["before"], value: string): Node[] {
	return (indexOf(body).uses.get(value) ?? []).map(({ node }) => node);
}

/** Nodes in which something differs, from the innermost bodies outwards. */
function markHolders({ bodies, after }: Difference, found: Marking): void {
	const differing = new Set(bodies.filter((one) => !isSameBody(one)).map((one) => one.after.id));
	for (const body of bodies.toReversed()) {
		for (const [a, b] of body.partners) {
			if (found.after.has(b.id) || !bodiesBehind(after, b).some((id) => differing.has(id))) continue;
			mark(found, a, b);
			differing.add(body.after.id);
		}
	}
}

/** Bodies that are on one side only. */
function markWhole(graph: Graph, paired: ReadonlySet<BodyId>, fate: Fate, found: Map<NodeId, Fate>): void {
	for (const { id, nodes } of graph.bodies.values()) {
		if (!paired.has(id)) for (const node of nodes) found.set(node.id, fate);
	}
}
