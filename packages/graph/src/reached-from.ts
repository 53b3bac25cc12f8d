import type { Body, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { valuesNeededBy } from "./scope.ts";

/** What values of a body need to be there. */
export interface Reached {
	/** The values themselves, and all that they come from. */
	readonly values: ReadonlySet<string>;
	readonly nodes: ReadonlySet<Node>;
}

export function reachedFrom(graph: Graph, body: Body, from: readonly string[]): Reached {
	const { definitions } = indexOf(body);
	const values = new Set<string>();
	const nodes = new Set<Node>();
	const pending = [...from];
	for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
		if (values.has(name)) continue;
		values.add(name);
		const definition = definitions.get(name);
		if (definition?.by !== "node" || nodes.has(definition.node)) continue;
		nodes.add(definition.node);
		for (const needed of valuesNeededBy(graph, definition.node)) pending.push(needed);
	}
	return { values, nodes };
}
