import { type Body, type Edit, type Graph, indexOf, type NodeId, textFromType, valuesNeededBy } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";

/** A way to end a network earlier, looked at before it is done. */
export interface Cut {
	/** The outputs that there will be. */
	readonly outputs: readonly string[];
	/** Nodes that will be gone. */
	readonly removed: readonly NodeId[];
	readonly edits: readonly Edit[];
}

/** Makes these values the only outputs of main and removes what they do not need. `typeOf` gives what is known of a value's type. */
export function cutAt(
	graph: Graph,
	body: Body,
	values: readonly string[],
	typeOf: (value: string) => TypeProto | undefined,
): Cut {
	const { outputs, definitions } = indexOf(body);
	const wanted = new Set(values);
	const added = values.filter((value) => !outputs.has(value));
	const dropped = [...outputs.keys()].filter((value) => !wanted.has(value));
	const edits: Edit[] = [
		...added.map((value): Edit => {
			const type = typeOf(value);
			const text = type && textFromType(type);
			return { do: "add-output", value, ...(text === undefined ? {} : { type: text }) };
		}),
		...dropped.map((value): Edit => ({ do: "remove-output", value })),
		{ do: "remove-unreachable", inputs: true },
	];
	const needed = new Set<NodeId>();
	const pending = [...values];
	for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
		const definition = definitions.get(value);
		if (definition?.by !== "node" || needed.has(definition.node.id)) continue;
		needed.add(definition.node.id);
		pending.push(...valuesNeededBy(graph, definition.node));
	}
	const removed = body.nodes.filter(({ id }) => !needed.has(id)).map(({ id }) => id);
	return { outputs: values, removed, edits };
}

/** The cut that rids main of some nodes and of everything behind them: the outputs become what those took from the rest, constants
 *  aside. Undefined when nothing would be left. */
export function cutBefore(
	graph: Graph,
	body: Body,
	nodes: ReadonlySet<NodeId>,
	typeOf: (value: string) => TypeProto | undefined,
): Cut | undefined {
	const { definitions, outputs } = indexOf(body);
	const behind = new Set<NodeId>();
	const tainted = new Set<string>();
	for (const one of body.nodes) {
		const needs = valuesNeededBy(graph, one);
		if (!nodes.has(one.id) && ![...needs].some((value) => tainted.has(value))) continue;
		behind.add(one.id);
		for (const value of one.outputs) tainted.add(value);
	}
	const constant = constantValues(graph, body);
	const border = new Set<string>();
	for (const one of body.nodes) {
		if (!behind.has(one.id)) continue;
		for (const value of valuesNeededBy(graph, one)) {
			if (!tainted.has(value) && !constant.has(value) && definitions.get(value)?.by === "node") border.add(value);
		}
	}
	// Outputs that never passed through the node stay outputs.
	for (const value of outputs.keys()) if (!tainted.has(value)) border.add(value);
	return border.size === 0 ? undefined : cutAt(graph, body, [...border], typeOf);
}

/** Values that depend on no input: they can be had again behind the cut. */
function constantValues(graph: Graph, body: Body): Set<string> {
	const { definitions } = indexOf(body);
	const constant = new Set<string>();
	for (const [name, { by }] of definitions) if (by === "initializer" || by === "sparse-initializer") constant.add(name);
	for (const node of body.nodes) {
		if ([...valuesNeededBy(graph, node)].every((value) => constant.has(value)))
			for (const output of node.outputs) constant.add(output);
	}
	return constant;
}
