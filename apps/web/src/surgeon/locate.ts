import { bodyOf, findNode, type Graph, type NodeId } from "@suture/graph";
import type { Problem } from "@suture/problems";

/** A problem and the node of this graph that it sits on. */
export interface LocatedProblem {
	readonly problem: Problem;
	readonly node: NodeId | undefined;
}

/** Finds the node that a problem names. */
export function locate(graph: Graph, problem: Problem): LocatedProblem {
	const { node } = problem.place;
	if (!node) return { problem, node: undefined };
	const address = {
		...(node.name === "" ? {} : { name: node.name }),
		...(node.output === undefined ? {} : { output: node.output }),
	};
	for (const body of [bodyOf(graph, graph.main), ...graph.bodies.values()]) {
		const found = findNode(body, address);
		if ("found" in found) return { problem, node: found.found.id };
	}
	return { problem, node: undefined };
}
