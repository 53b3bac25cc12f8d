import { type Body, type Graph, indexOf, type Node, type NodeId, valuesNeededBy } from "@suture/graph";

/** Who makes what a body's nodes need, and who needs what they make. */
interface Wiring {
	readonly makers: ReadonlyMap<NodeId, readonly Node[]>;
	readonly readers: ReadonlyMap<NodeId, readonly Node[]>;
}

const wirings = new WeakMap<Body, { readonly graph: Graph; readonly wiring: Wiring }>();

function wiringOf(graph: Graph, body: Body): Wiring {
	const known = wirings.get(body);
	if (known?.graph === graph) return known.wiring;
	const { definitions } = indexOf(body);
	const makers = new Map<NodeId, Node[]>();
	const readers = new Map<NodeId, Node[]>();
	for (const node of body.nodes) {
		const mine = new Set<Node>();
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			if (definition?.by === "node") mine.add(definition.node);
		}
		makers.set(node.id, [...mine]);
		for (const maker of mine) {
			const list = readers.get(maker.id);
			if (list) list.push(node);
			else readers.set(maker.id, [node]);
		}
	}
	const wiring = { makers, readers };
	wirings.set(body, { graph, wiring });
	return wiring;
}

/** Nodes from which the given ones can be reached along edges, themselves included. Time: linear in edges. */
export function upstream(graph: Graph, body: Body, nodes: Iterable<NodeId>): Set<NodeId> {
	return reached(wiringOf(graph, body).makers, nodes);
}

/** Nodes that can be reached from the given ones along edges, themselves included. */
export function downstream(graph: Graph, body: Body, nodes: Iterable<NodeId>): Set<NodeId> {
	return reached(wiringOf(graph, body).readers, nodes);
}

/** Nodes on a way from any of the given ones to another of them, themselves included. */
export function between(graph: Graph, body: Body, nodes: readonly NodeId[]): Set<NodeId> {
	const above = upstream(graph, body, nodes);
	return new Set([...downstream(graph, body, nodes)].filter((node) => above.has(node)));
}

/** The given nodes, and those above them that nothing else needs. */
export function withWhatOnlyTheyNeed(graph: Graph, body: Body, nodes: Iterable<NodeId>): Set<NodeId> {
	const { makers, readers } = wiringOf(graph, body);
	const { outputs } = indexOf(body);
	const found = new Set(nodes);
	const pending = [...found];
	for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
		for (const maker of makers.get(at) ?? []) {
			const isNeeded =
				maker.outputs.some((value) => outputs.has(value)) ||
				(readers.get(maker.id) ?? []).some(({ id }) => !found.has(id));
			if (isNeeded || found.has(maker.id)) continue;
			found.add(maker.id);
			pending.push(maker.id);
		}
	}
	return found;
}

function reached(next: ReadonlyMap<NodeId, readonly Node[]>, from: Iterable<NodeId>): Set<NodeId> {
	const found = new Set(from);
	const pending = [...found];
	for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
		for (const { id } of next.get(at) ?? []) {
			if (found.has(id)) continue;
			found.add(id);
			pending.push(id);
		}
	}
	return found;
}
