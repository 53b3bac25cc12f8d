import { withBody } from "./applied.ts";
import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph, NodeId } from "./graph.ts";
import { bodyAndInner, valuesNeededBy } from "./scope.ts";

/** The graph without some nodes of a body: their bodies go too, and so does what only they used (initializers) or what
 *  described their outputs (value_info, quantization annotations). */
export function removeNodes(graph: Graph, id: BodyId, gone: ReadonlySet<NodeId>): Graph {
	const body = bodyOf(graph, id);
	const removed = body.nodes.filter((node) => gone.has(node.id));
	if (removed.length === 0) return graph;
	const nodes = body.nodes.filter((node) => !gone.has(node.id));
	const bodies = new Map(graph.bodies);
	for (const node of removed)
		for (const inner of bodiesOfNode(node)) for (const each of bodyAndInner(graph, inner)) bodies.delete(each);

	const makesNoLonger = new Set(removed.flatMap(({ outputs }) => outputs));
	const needed = new Set(body.outputs.map(({ name }) => name ?? ""));
	for (const node of nodes) for (const name of valuesNeededBy(graph, node)) needed.add(name);
	const usedByRemoved = new Set(removed.flatMap((node) => [...valuesNeededBy(graph, node)]));
	const stays = (name: string | undefined) => needed.has(name ?? "") || !usedByRemoved.has(name ?? "");
	const isGone = (name: string | undefined) => makesNoLonger.has(name ?? "") || !stays(name);
	const left: Body = {
		...body,
		nodes,
		initializers: filtered(body.initializers, ({ name }) => stays(name)),
		sparseInitializers: filtered(body.sparseInitializers, ({ values }) => stays(values?.name)),
		valueInfo: filtered(body.valueInfo, ({ name }) => !isGone(name)),
		quantizationAnnotation: filtered(body.quantizationAnnotation, ({ tensorName }) => !isGone(tensorName)),
	};
	return withBody({ ...graph, bodies }, left);
}

/** The same array when nothing falls out, so that nothing looks changed. */
export function filtered<T>(values: readonly T[], keep: (value: T) => boolean): readonly T[] {
	const kept = values.filter(keep);
	return kept.length === values.length ? values : kept;
}
