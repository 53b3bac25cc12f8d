import type { ValueInfoProto } from "@suture/onnx";
import { withBody } from "./applied.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, FunctionHead, Graph, Node } from "./graph.ts";
import { inheritOrder } from "./in-order.ts";
import { mapped } from "./same-array.ts";
import { refuseIfRead } from "./splice/refuse-loose-ends.ts";

/** The function that a body is of; undefined for all other bodies. */
export function functionOf(graph: Graph, id: BodyId): FunctionHead | undefined {
	return graph.functions.find(({ body }) => body === id);
}

export function isCallOf({ name, domain, overload }: FunctionHead, node: Node): boolean {
	return node.opType === name && node.domain === domain && node.overload === overload;
}

/** The graph with other inputs of a body. Calls of a function follow: they keep what they give to inputs that stay. */
export function withInputs(graph: Graph, id: BodyId, inputs: Body["inputs"]): Graph {
	const body = bodyOf(graph, id);
	const places = placesIn(body.inputs, inputs);
	const edited = withBody(graph, { ...body, inputs });
	return withCalls(edited, id, (node) => ({ ...node, inputs: atPlaces(node.inputs, places) }));
}

/** The same for outputs. Refuses to take an output from a call whose value something reads. */
export function withOutputs(graph: Graph, id: BodyId, outputs: Body["outputs"]): Graph {
	const body = bodyOf(graph, id);
	const places = placesIn(body.outputs, outputs);
	const edited = withBody(graph, { ...body, outputs });
	return withCalls(edited, id, (node, caller) => {
		const kept = atPlaces(node.outputs, places);
		const lost = node.outputs.filter((name) => name !== "" && !kept.includes(name));
		for (const name of lost) refuseIfRead(graph, caller, name);
		return { ...node, outputs: kept };
	});
}

export function removeInputs(graph: Graph, id: BodyId, names: ReadonlySet<string>): Graph {
	if (names.size === 0) return graph;
	return withInputs(
		graph,
		id,
		bodyOf(graph, id).inputs.filter(({ name }) => !names.has(name ?? "")),
	);
}

/** Where each one was before; undefined for those that are new. */
function placesIn(before: readonly ValueInfoProto[], after: readonly ValueInfoProto[]): (number | undefined)[] {
	const places = new Map(before.map((info, place) => [info, place]));
	return after.map((info) => places.get(info));
}

function atPlaces(names: readonly string[], places: readonly (number | undefined)[]): readonly string[] {
	const moved = places.map((place) => (place === undefined ? "" : (names[place] ?? "")));
	while (moved.at(-1) === "") moved.pop();
	return moved;
}

function withCalls(graph: Graph, id: BodyId, change: (node: Node, caller: BodyId) => Node): Graph {
	const head = functionOf(graph, id);
	let edited = graph;
	for (const caller of head ? graph.bodies.values() : []) {
		const nodes = mapped(caller.nodes, (node) => (head && isCallOf(head, node) ? change(node, caller.id) : node));
		if (nodes === caller.nodes) continue;
		const body = { ...bodyOf(edited, caller.id), nodes };
		edited = withBody(edited, body);
		inheritOrder(caller, body);
	}
	return edited;
}
