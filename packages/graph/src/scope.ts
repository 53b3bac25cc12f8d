import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";

/** What holds a body: a node with its attribute. Main and functions have no holder. */
export interface Holder {
	readonly body: Body;
	readonly node: Node;
	readonly attribute: string;
	/** Position among the attribute's graphs. */
	readonly position: number;
}

const holders = new WeakMap<Graph, ReadonlyMap<BodyId, Holder>>();

function findHolders(graph: Graph): Map<BodyId, Holder> {
	const found = new Map<BodyId, Holder>();
	for (const body of graph.bodies.values()) {
		for (const node of indexOf(body).holders) {
			for (const { name, bodies } of node.attributes) {
				bodies?.forEach((id, position) => found.set(id, { body, node, attribute: name ?? "", position }));
			}
		}
	}
	return found;
}

/** The node that holds a body; undefined for main and for functions. */
export function holderOf(graph: Graph, body: BodyId): Holder | undefined {
	let known = holders.get(graph);
	if (!known) {
		known = findHolders(graph);
		holders.set(graph, known);
	}
	return known.get(body);
}

/** The bodies around a body, the nearest first. */
export function bodiesAround(graph: Graph, body: BodyId): Body[] {
	const around: Body[] = [];
	for (let holder = holderOf(graph, body); holder; holder = holderOf(graph, holder.body.id)) around.push(holder.body);
	return around;
}

/** What a body takes from outside, and what the bodies inside it did when that was found: it holds as long as they do. */
interface Captures {
	readonly inner: readonly ReadonlySet<string>[];
	readonly captured: ReadonlySet<string>;
}

const captures = new WeakMap<Body, Captures>();

/** Names that a body, or a body inside it, takes from outside. */
export function capturedBy(graph: Graph, id: BodyId): ReadonlySet<string> {
	const body = bodyOf(graph, id);
	const inner = indexOf(body).holders.flatMap((node) => bodiesOfNode(node).map((one) => capturedBy(graph, one)));
	const known = captures.get(body);
	if (known?.inner.length === inner.length && known.inner.every((set, i) => set === inner[i])) return known.captured;
	const captured = findCaptured(graph, body);
	captures.set(body, { inner, captured });
	return captured;
}

function findCaptured(graph: Graph, body: Body): Set<string> {
	const { definitions } = indexOf(body);
	const captured = new Set<string>();
	const take = (name: string) => {
		if (name !== "" && !definitions.has(name)) captured.add(name);
	};
	for (const node of body.nodes) {
		node.inputs.forEach(take);
		for (const inner of bodiesOfNode(node)) capturedBy(graph, inner).forEach(take);
	}
	for (const { name } of body.outputs) take(name ?? ""); // a branch may give back an outer value as it is
	return captured;
}

/** Every value that a node needs: its inputs, and what its bodies take from outside. */
export function valuesNeededBy(graph: Graph, node: Node): Set<string> {
	const needed = new Set(node.inputs);
	needed.delete("");
	for (const inner of bodiesOfNode(node)) for (const name of capturedBy(graph, inner)) needed.add(name);
	return needed;
}

/** Nodes of a body whose own bodies take a value from outside. */
export function capturingNodes(graph: Graph, body: Body, value: string): Node[] {
	const captures = (node: Node) => bodiesOfNode(node).some((inner) => capturedBy(graph, inner).has(value));
	const { holders } = indexOf(body);
	return holders.length === 0 ? [] : holders.filter(captures);
}

/** A node of a body that needs a value, itself or in its bodies; undefined when none does. */
export function readerOf(graph: Graph, body: Body, value: string): Node | undefined {
	return indexOf(body).uses.get(value)?.[0]?.node ?? capturingNodes(graph, body, value)[0];
}

/** A body and all bodies inside it. */
export function bodyAndInner(graph: Graph, body: BodyId): BodyId[] {
	const found = [body];
	for (let i = 0; i < found.length; i++) {
		for (const node of indexOf(bodyOf(graph, found[i] as BodyId)).holders) found.push(...bodiesOfNode(node));
	}
	return found;
}
