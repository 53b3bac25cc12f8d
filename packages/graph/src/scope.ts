import { indexOf } from "./body-index.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph, Node } from "./graph.ts";

/** Bodies in the attributes of a node, in order. */
export function bodiesOfNode(node: Node): readonly BodyId[] {
	return node.attributes.flatMap(({ bodies }) => bodies ?? []);
}

/** What holds a body: a node with its attribute. Main and functions have no holder. */
export interface Holder {
	readonly body: Body;
	readonly node: Node;
	readonly attribute: string;
	/** Position among the attribute's graphs. */
	readonly position: number;
}

interface ScopeFacts {
	readonly holders: ReadonlyMap<BodyId, Holder>;
	readonly captures: Map<BodyId, ReadonlySet<string>>;
}

const facts = new WeakMap<Graph, ScopeFacts>();

function scopeFacts(graph: Graph): ScopeFacts {
	let known = facts.get(graph);
	if (!known) {
		known = { holders: findHolders(graph), captures: new Map() };
		facts.set(graph, known);
	}
	return known;
}

function findHolders(graph: Graph): Map<BodyId, Holder> {
	const holders = new Map<BodyId, Holder>();
	for (const body of graph.bodies.values()) {
		for (const node of body.nodes) {
			for (const { name, bodies } of node.attributes) {
				bodies?.forEach((id, position) => holders.set(id, { body, node, attribute: name ?? "", position }));
			}
		}
	}
	return holders;
}

/** The node that holds a body; undefined for main and for functions. */
export function holderOf(graph: Graph, body: BodyId): Holder | undefined {
	return scopeFacts(graph).holders.get(body);
}

/** Names that a body, or a body inside it, takes from outside. */
export function capturedBy(graph: Graph, body: BodyId): ReadonlySet<string> {
	const { captures } = scopeFacts(graph);
	const known = captures.get(body);
	if (known) return known;
	const { nodes, outputs } = bodyOf(graph, body);
	const { definitions } = indexOf(bodyOf(graph, body));
	const captured = new Set<string>();
	const take = (name: string) => {
		if (name !== "" && !definitions.has(name)) captured.add(name);
	};
	for (const node of nodes) {
		node.inputs.forEach(take);
		for (const inner of bodiesOfNode(node)) capturedBy(graph, inner).forEach(take);
	}
	for (const { name } of outputs) take(name ?? ""); // a branch may give back an outer value as it is
	captures.set(body, captured);
	return captured;
}

/** Every value that a node needs: its inputs, and what its bodies take from outside. */
export function valuesNeededBy(graph: Graph, node: Node): Set<string> {
	const needed = new Set(node.inputs);
	needed.delete("");
	for (const inner of bodiesOfNode(node)) for (const name of capturedBy(graph, inner)) needed.add(name);
	return needed;
}

/** A body and all bodies inside it. */
export function bodyAndInner(graph: Graph, body: BodyId): BodyId[] {
	const found = [body];
	for (let i = 0; i < found.length; i++) {
		for (const node of bodyOf(graph, found[i] as BodyId).nodes) found.push(...bodiesOfNode(node));
	}
	return found;
}
