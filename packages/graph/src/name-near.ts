import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { refuse } from "./refusal.ts";
import { bodiesAround, bodyAndInner } from "./scope.ts";

/** Bodies inside of the nodes of a body, at any depth. */
export function bodiesInside(graph: Graph, body: Body): BodyId[] {
	return indexOf(body)
		.holders.flatMap(bodiesOfNode)
		.flatMap((inner) => bodyAndInner(graph, inner));
}

/** Refuses a name for a new value of a body that is empty, or that a value in it, around it or inside it has. */
export function refuseTakenName(graph: Graph, body: Body, name: string): void {
	if (name === "") refuse("edit/bad-name", { name, reason: "an empty name means no value at all" });
	const near = [body, ...bodiesAround(graph, body.id), ...bodiesInside(graph, body).map((id) => bodyOf(graph, id))];
	if (near.some((one) => indexOf(one).definitions.has(name))) refuse("edit/name-taken", { name });
}
