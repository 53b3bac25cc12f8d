import { invariant } from "@suture/problems";
import type { Body, BodyId, Graph } from "./graph.ts";

/** The body with this id, which must be one of the graph's. */
export function bodyOf(graph: Graph, id: BodyId): Body {
	const body = graph.bodies.get(id);
	invariant(body !== undefined, "Every body that something names is in its graph.");
	return body;
}
