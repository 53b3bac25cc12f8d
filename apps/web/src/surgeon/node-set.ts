import { type Body, type Graph, indexOf, type Node, type NodeId, valuesNeededBy } from "@suture/graph";
import { constantOf } from "../scene/folded-constants.ts";

/** Nodes of one body, and what crosses the line around them. */
export interface NodeSet {
	/** In the order of the body. Constants that they read are with them. */
	readonly nodes: readonly Node[];
	/** Values that they take from outside and that no constant makes, in the order of their use. */
	readonly inputs: readonly string[];
	/** Initializers that they take. */
	readonly weights: readonly string[];
	/** Values that they make and that something outside reads, or that are outputs. Those that nothing reads, where there are no
	 *  others. */
	readonly outputs: readonly string[];
}

/** The set of some nodes, with the constants that they read. */
export function nodeSet(graph: Graph, body: Body, ids: Iterable<NodeId>): NodeSet {
	const { definitions, uses, outputs: bodyOutputs } = indexOf(body);
	const asked = new Set(ids);
	const chosen = new Set(asked);
	const needed = new Set<string>();
	for (const node of body.nodes) {
		if (chosen.has(node.id)) for (const value of valuesNeededBy(graph, node)) needed.add(value);
	}
	for (const value of needed) {
		const definition = definitions.get(value);
		if (definition?.by === "node" && constantOf(definition.node)) chosen.add(definition.node.id);
	}
	const nodes = body.nodes.filter(({ id }) => chosen.has(id));
	const made = new Set(nodes.flatMap((node) => node.outputs).filter((name) => name !== ""));
	const crossing = [...needed].filter((value) => !made.has(value));
	const isWeight = (value: string) => {
		const by = definitions.get(value)?.by;
		return by === "initializer" || by === "sparse-initializer";
	};
	const insideHolders = new Set(
		body.nodes.flatMap((node) =>
			chosen.has(node.id) || !indexOf(body).holders.includes(node) ? [] : [...valuesNeededBy(graph, node)],
		),
	);
	const isReadOutside = (value: string) =>
		bodyOutputs.has(value) ||
		insideHolders.has(value) ||
		(uses.get(value) ?? []).some(({ node }) => !chosen.has(node.id));
	// A constant that came along stays where others read it.
	const given = nodes.filter(({ id }) => asked.has(id)).flatMap((node) => node.outputs.filter((name) => name !== ""));
	const outputs = given.filter(isReadOutside);
	const loose = given.filter((value) => (uses.get(value) ?? []).length === 0);
	return {
		nodes,
		inputs: crossing.filter((value) => !isWeight(value)),
		weights: crossing.filter(isWeight),
		outputs: outputs.length > 0 ? outputs : loose,
	};
}

/** The given nodes, and the constants that only they read. */
export function withOwnConstants(body: Body, nodes: ReadonlySet<NodeId>): Set<NodeId> {
	const { uses, outputs } = indexOf(body);
	const found = new Set(nodes);
	for (const node of body.nodes) {
		const [value = ""] = node.outputs;
		if (!constantOf(node) || outputs.has(value)) continue;
		const readers = uses.get(value) ?? [];
		if (readers.length > 0 && readers.every((reader) => nodes.has(reader.node.id))) found.add(node.id);
	}
	return found;
}
