import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import type { RemoveUnreachable } from "../edit.ts";
import type { BodyId, Graph } from "../graph.ts";
import { removeInputs } from "../interface.ts";
import { bodyMeant } from "../meant.ts";
import { reachedFrom } from "../reached-from.ts";
import { bodyAndInner, holderOf } from "../scope.ts";
import { initializersAreInputs } from "../splice/give-tensors.ts";
import { withoutTensors } from "../splice/leftovers.ts";
import { splice } from "../splice/splice.ts";

export function removeUnreachable(graph: Graph, { inputs = false, in: where }: RemoveUnreachable): Graph {
	const body = bodyMeant(graph, where);
	// Bodies inside go first: what they stop needing from outside may then go too.
	let edited = graph;
	for (const id of bodyAndInner(graph, body.id).reverse()) {
		if (edited.bodies.has(id)) edited = cleaned(edited, id, inputs && id === body.id);
	}
	return edited;
}

function cleaned(graph: Graph, id: BodyId, inputsToo: boolean): Graph {
	const body = bodyOf(graph, id);
	const outputs = body.outputs.map(({ name }) => name ?? "");
	const { values: needed, nodes: reached } = reachedFrom(graph, body, outputs);
	const gone = body.nodes.filter((node) => !reached.has(node));
	const without = gone.length === 0 ? graph : splice(graph, id, { gone, dangling: true });
	// What gives a held body its inputs counts on their places.
	const losesInputs = inputsToo && !holderOf(graph, id);
	const cleanedTensors = withoutUnneededTensors(without, id, needed, !losesInputs);
	if (!losesInputs) return cleanedTensors;
	const { inputs } = bodyOf(cleanedTensors, id);
	const unneeded = inputs.map(({ name }) => name ?? "").filter((name) => !needed.has(name));
	return removeInputs(cleanedTensors, id, new Set(unneeded));
}

function withoutUnneededTensors(graph: Graph, id: BodyId, needed: ReadonlySet<string>, keepsInputs: boolean): Graph {
	const body = bodyOf(graph, id);
	const parameters = body.quantizationAnnotation
		.filter(({ tensorName }) => needed.has(tensorName ?? ""))
		.flatMap(({ quantParameterTensorNames }) => quantParameterTensorNames.map(({ value }) => value ?? ""));
	// The default of an input that stays, stays.
	const defaults = keepsInputs && !initializersAreInputs(graph, body) ? body.inputs.map(({ name }) => name ?? "") : [];
	const kept = new Set([...needed, ...parameters, ...defaults]);
	const names = [...body.initializers, ...body.sparseInitializers.map(({ values }) => values)];
	const unneeded = new Set(names.map((one) => one?.name ?? "").filter((name) => !kept.has(name)));
	return unneeded.size === 0 ? graph : withBody(graph, withoutTensors(body, unneeded));
}
