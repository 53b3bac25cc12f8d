import type { Body, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { valuesNeededBy } from "./scope.ts";

const known = new WeakMap<Body, boolean>();

/** Whether every node of a body stands behind what it needs. Asked once for each snapshot. */
export function isInOrder(graph: Graph, body: Body): boolean {
	let answer = known.get(body);
	if (answer === undefined) {
		answer = check(graph, body);
		known.set(body, answer);
	}
	return answer;
}

function check(graph: Graph, body: Body): boolean {
	const { definitions } = indexOf(body);
	const passed = new Set<Node>();
	for (const node of body.nodes) {
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			if (definition?.by === "node" && !passed.has(definition.node)) return false;
		}
		passed.add(node);
	}
	return true;
}

/** Notes that a body is in order, for one that was made so. */
export function noteInOrder(body: Body): void {
	known.set(body, true);
}

/** Hands the answer on to a body whose nodes are the same or have other names only. */
export function inheritOrder(from: Body, to: Body): void {
	const answer = known.get(from);
	if (answer !== undefined) known.set(to, answer);
}
