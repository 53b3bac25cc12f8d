import type { Body, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { valuesNeededBy } from "./scope.ts";

export interface RunOrder {
	/** The nodes in an order in which they can run, as close to their present order as that allows. */
	readonly order: readonly Node[];
	/** Nodes that can never run, since they wait for what they make themselves. */
	readonly circular: readonly Node[];
}

/** Sorts a body's nodes so that each stands behind what it needs. Stable: of the nodes that can run, the one that stands first
 *  now comes first. Time: linear in edges, and a logarithm for the heap. */
export function runOrder(graph: Graph, body: Body): RunOrder {
	return runOrderOf(graph, body, body.nodes);
}

/** The same for a stretch of a body's nodes alone: what stands around it counts as there. */
export function runOrderOf(graph: Graph, body: Body, nodes: readonly Node[]): RunOrder {
	const { definitions } = indexOf(body);
	const position = new Map(nodes.map((node, i) => [node, i]));
	const waiting = new Int32Array(nodes.length);
	const followers: number[][] = nodes.map(() => []);
	nodes.forEach((node, i) => {
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			const maker = definition?.by === "node" ? position.get(definition.node) : undefined;
			if (maker === undefined) continue;
			followers[maker]?.push(i);
			waiting[i] = (waiting[i] ?? 0) + 1;
		}
	});
	const ready = new MinHeap();
	waiting.forEach((count, i) => {
		if (count === 0) ready.push(i);
	});
	const order: Node[] = [];
	for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
		const node = nodes[i];
		if (node) order.push(node);
		for (const follower of followers[i] ?? []) {
			const left = (waiting[follower] ?? 0) - 1;
			waiting[follower] = left;
			if (left === 0) ready.push(follower);
		}
	}
	return { order, circular: circlesAmong(nodes, waiting, followers) };
}

/** Of the nodes that still wait, those that lie on a circle or between two, not those that only come behind one. */
function circlesAmong(nodes: readonly Node[], waiting: Int32Array, followers: readonly (readonly number[])[]): Node[] {
	const left = new Set(Array.from(nodes.keys()).filter((i) => (waiting[i] ?? 0) > 0));
	const makers = new Map<number, number[]>();
	const waitedFor = new Map<number, number>();
	for (const i of left) {
		const inside = (followers[i] ?? []).filter((follower) => left.has(follower));
		waitedFor.set(i, inside.length);
		for (const follower of inside) makers.set(follower, [...(makers.get(follower) ?? []), i]);
	}
	const ends = [...left].filter((i) => waitedFor.get(i) === 0);
	for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
		left.delete(end);
		for (const maker of makers.get(end) ?? []) {
			const count = (waitedFor.get(maker) ?? 0) - 1;
			waitedFor.set(maker, count);
			if (count === 0) ends.push(maker);
		}
	}
	return nodes.filter((_, i) => left.has(i));
}

class MinHeap {
	readonly #items: number[] = [];

	push(item: number): void {
		const items = this.#items;
		let at = items.push(item) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if ((items[parent] ?? 0) <= item) break;
			items[at] = items[parent] ?? 0;
			at = parent;
		}
		items[at] = item;
	}

	pop(): number | undefined {
		const items = this.#items;
		const first = items[0];
		const last = items.pop();
		if (first === undefined || last === undefined || items.length === 0) return first;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= items.length) break;
			if (child + 1 < items.length && (items[child + 1] ?? 0) < (items[child] ?? 0)) child++;
			if ((items[child] ?? 0) >= last) break;
			items[at] = items[child] ?? 0;
			at = child;
		}
		items[at] = last;
		return first;
	}
}
