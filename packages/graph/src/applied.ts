import type { Problem } from "@suture/problems";
import type { Body, Graph } from "./graph.ts";
import { inheritIndex } from "./index-of.ts";

/** What one edit did. With an error the graph is the one before: an edit applies whole or not at all. */
export interface Applied {
	readonly graph: Graph;
	readonly problems: readonly Problem[];
}

export function refused(graph: Graph, problem: Problem): Applied {
	return { graph, problems: [problem] };
}

/** The graph with a body replaced. The index of the one before serves the new one. */
export function withBody(graph: Graph, body: Body): Graph {
	const before = graph.bodies.get(body.id);
	if (before) inheritIndex(before, body);
	return { ...graph, bodies: new Map(graph.bodies).set(body.id, body) };
}
