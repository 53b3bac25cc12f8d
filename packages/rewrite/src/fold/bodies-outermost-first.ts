import { type BodyId, bodyAndInner, type Graph } from "@suture/graph";

/** Every body that can run, each behind the one around it. */
export function bodiesOutermostFirst(graph: Graph): BodyId[] {
	return [graph.main, ...graph.functions.map(({ body }) => body)].flatMap((id) => bodyAndInner(graph, id));
}
