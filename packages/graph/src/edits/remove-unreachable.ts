import { findBody } from "../address.ts";
import { type Applied, refused, withBody } from "../applied.ts";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import type { RemoveUnreachable } from "../edit.ts";
import type { BodyId, Graph, NodeId } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { filtered, removeNodes } from "../remove-nodes.ts";
import { valuesNeededBy } from "../scope.ts";

export function removeUnreachable(graph: Graph, { inputs = false, in: where }: RemoveUnreachable): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	// Bodies inside go first: what they stop needing from outside may then go too.
	let edited = graph;
	for (const id of innerFirst(graph, body.found.id)) edited = cleaned(edited, id, inputs && id === body.found.id);
	return { graph: edited, problems: [] };
}

function innerFirst(graph: Graph, id: BodyId): BodyId[] {
	const found = [id];
	for (let i = 0; i < found.length; i++)
		for (const node of bodyOf(graph, found[i] ?? id).nodes) found.push(...bodiesOfNode(node));
	return found.reverse();
}

function cleaned(graph: Graph, id: BodyId, inputsToo: boolean): Graph {
	const body = bodyOf(graph, id);
	const { definitions } = indexOf(body);
	const needed = new Set<string>();
	const reached = new Set<NodeId>();
	const pending = body.outputs.map(({ name }) => name ?? "");
	while (pending.length > 0) {
		const name = pending.pop() ?? "";
		if (needed.has(name)) continue;
		needed.add(name);
		const definition = definitions.get(name);
		if (definition?.by !== "node" || reached.has(definition.node.id)) continue;
		reached.add(definition.node.id);
		pending.push(...valuesNeededBy(graph, definition.node));
	}
	const gone = new Set(body.nodes.filter((node) => !reached.has(node.id)).map((node) => node.id));
	const without = removeNodes(graph, id, gone);
	const left = bodyOf(without, id);
	const isNeeded = (name: string | undefined) => needed.has(name ?? "");
	const initializers = filtered(left.initializers, ({ name }) => isNeeded(name));
	const sparseInitializers = filtered(left.sparseInitializers, ({ values }) => isNeeded(values?.name));
	const inputs = inputsToo ? filtered(left.inputs, ({ name }) => isNeeded(name)) : left.inputs;
	const same =
		initializers === left.initializers && sparseInitializers === left.sparseInitializers && inputs === left.inputs;
	return same ? without : withBody(without, { ...left, initializers, sparseInitializers, inputs });
}
