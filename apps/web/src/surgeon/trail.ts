import { type BodyId, type Graph, holderOf, nameOf } from "@suture/graph";
import type { TrailStep } from "../scene/scene.ts";

/** The bodies around a body, the outermost first, and the body itself; empty for main. */
export function trailTo(graph: Graph, body: BodyId): TrailStep[] {
	const trail: TrailStep[] = [];
	let at = body;
	for (let holder = holderOf(graph, at); holder !== undefined; holder = holderOf(graph, at)) {
		trail.unshift({ body: at, title: `${nameOf(holder.node)} · ${holder.attribute}` });
		at = holder.body.id;
	}
	if (at === graph.main) return trail.length === 0 ? [] : [{ body: at, title: "Graph" }, ...trail];
	const head = graph.functions.find((one) => one.body === at);
	return [{ body: graph.main, title: "Graph" }, { body: at, title: `${head?.domain}.${head?.name}` }, ...trail];
}
