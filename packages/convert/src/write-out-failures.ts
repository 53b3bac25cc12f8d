import { applyEdits, type Edit, type Graph, type Node } from "@suture/graph";
import { siteOf, sureFacts } from "@suture/rewrite";
import type { Failure } from "./convert-all.ts";
import type { WriteOut } from "./write-out.ts";

/** By a node that was written out: what could not be converted and became it. */
export type Origins = Map<Node["id"], Failure>;

/** Writes nodes that can't be converted out in other operators of their opset, as far as there is a way. Adds to `origins`. */
export function writeOutFailures(
	graph: Graph,
	failures: readonly Failure[],
	ways: readonly WriteOut[],
	origins: Origins,
): { readonly graph: Graph; readonly edits: readonly Edit[] } {
	const facts = sureFacts(graph);
	const all: Edit[] = [];
	let at = graph;
	for (const failure of failures) {
		const { body, node } = failure;
		const origin = origins.get(node.id) ?? failure;
		for (const { operators, edits } of ways) {
			const found = operators.includes(node.opType) ? edits(siteOf(graph, facts, body), node) : undefined;
			const done = found && applyEdits(at, found);
			if (!done || done.problems.some(({ problem }) => problem.severity === "error")) continue;
			for (let id = at.nextId; id < done.graph.nextId; id++) origins.set(id, origin);
			at = done.graph;
			all.push(...found);
			break;
		}
	}
	return { graph: at, edits: all };
}
