import type { Facts } from "@suture/analysis";
import { type Body, type Graph, indexOf, type Node, type NodeId } from "@suture/graph";
import { parameterAt } from "@suture/ops";
import { refusalFor } from "./connectable.ts";
import { schemaOf } from "./describe.ts";
import { upstream } from "./reach.ts";

/** An input of a node as a place where a value may be connected. */
export interface Slot {
	readonly input: number;
	/** As the operator's definition calls it. */
	readonly parameter: string;
	/** What is there now; "" when nothing is. */
	readonly now: string;
	/** Why the value can't go there; "" when it can. */
	readonly refusal: string;
}

/** The inputs of a node, those that it has and those that its operator would take besides, for a value. */
export function slotsFor(graph: Graph, facts: Facts, body: Body, node: Node, value: string): Slot[] {
	const schema = schemaOf(graph, node);
	const known = schema?.inputs.filter(({ option }) => option !== "variadic").length ?? 0;
	const isOpen = schema === undefined || schema.maxInputs === Infinity;
	const count = Math.max(node.inputs.length, known) + (isOpen ? 1 : 0);
	return Array.from({ length: count }, (_, input) => {
		const parameter = schema && parameterAt(schema.inputs, input);
		const now = node.inputs[input] ?? "";
		const refusal =
			now === value ? "it is connected to it" : refusalFor(graph, facts, body, node, input, schema)(value);
		return { input, parameter: parameter?.name ?? String(input), now, refusal };
	});
}

/** Nodes that can't take a value, since it is made from what they make. */
export function nodesAbove(graph: Graph, body: Body, value: string): ReadonlySet<NodeId> {
	const definition = indexOf(body).definitions.get(value);
	return definition?.by === "node" ? upstream(graph, body, [definition.node.id]) : new Set();
}
