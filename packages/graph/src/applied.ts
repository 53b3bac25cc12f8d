import type { Problem } from "@suture/problems";
import type { Body, Graph } from "./graph.ts";

/** What one edit did. With an error the graph is the one before: an edit applies whole or not at all. */
export interface Applied {
	readonly graph: Graph;
	readonly problems: readonly Problem[];
}

export function refused(graph: Graph, problem: Problem): Applied {
	return { graph, problems: [problem] };
}

/** The graph with a body replaced. */
export function withBody(graph: Graph, body: Body): Graph {
	return { ...graph, bodies: new Map(graph.bodies).set(body.id, body) };
}
