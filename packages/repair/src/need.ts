import { type Body, bodiesOfNode, bodyOf, type Graph, type Node, nameOf } from "@suture/graph";
import type { NodePlace, Problem } from "@suture/problems";
import type { CheckProblem } from "@suture/tensorrt";
import { knownOpset } from "./opset-of-problems.ts";

/** A node that a target refuses or computes wrongly, and what is wrong. */
export interface Need {
	readonly body: Body["id"];
	readonly node: Node;
	readonly problems: readonly Problem[];
	/** The newest opset that the target knows, when the model's is newer. */
	readonly knownOpset: number | undefined;
}

/** The nodes that problems are about, in the order of the problems, and the problems that are about no node. */
export function needsOf(
	graph: Graph,
	problems: readonly CheckProblem[],
): { readonly needs: readonly Need[]; readonly others: readonly CheckProblem[] } {
	const needs = new Map<Node, Need & { readonly problems: Problem[] }>();
	const others: CheckProblem[] = [];
	const known = knownOpset(problems);
	for (const problem of problems) {
		const found = problem.place.node && nodeAt(graph, problem.place.node);
		if (!found) {
			others.push(problem);
			continue;
		}
		const need = needs.get(found.node);
		if (need) need.problems.push(problem);
		else needs.set(found.node, { body: found.body.id, node: found.node, problems: [problem], knownOpset: known });
	}
	return { needs: [...needs.values()], others };
}

function nodeAt(graph: Graph, place: NodePlace): { readonly body: Body; readonly node: Node } | undefined {
	let bodies = [bodyOf(graph, graph.main)];
	for (const step of place.path ?? []) {
		bodies = bodies.flatMap((body) =>
			body.nodes.filter((node) => nameOf(node) === step).flatMap((node) => inside(graph, node)),
		);
	}
	for (const body of bodies) {
		const node = body.nodes[place.index ?? -1];
		if (node && isMeant(node, place)) return { body, node };
	}
	return undefined;
}

/** Bodies of a node, or of the function that it calls. */
function inside(graph: Graph, node: Node): Body[] {
	const head = graph.functions.find(
		(one) => one.name === node.opType && one.domain === node.domain && one.overload === node.overload,
	);
	return [...bodiesOfNode(node), ...(head ? [head.body] : [])].map((id) => bodyOf(graph, id));
}

function isMeant(node: Node, { operator, output }: NodePlace): boolean {
	return node.opType === operator && (output === undefined || node.outputs.includes(output));
}
