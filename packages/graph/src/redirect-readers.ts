import { withBody } from "./applied.ts";
import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { BodyId, Graph, Node } from "./graph.ts";
import { inheritOrder } from "./in-order.ts";
import { indexOf } from "./index-of.ts";
import { type Rename, renamedAroundNodes, renamedNode } from "./renamed.ts";
import { withReplaced } from "./replace-items.ts";
import { capturedBy, capturingNodes } from "./scope.ts";

/** The graph in which nodes of a body, and of the bodies inside it, read one value where they read another. What makes the one
 *  must stand before what makes the other. Outputs of the body stay what they are. */
export function redirectReaders(graph: Graph, id: BodyId, from: string, to: string): Graph {
	const body = bodyOf(graph, id);
	const rename: Rename = (name) => (name === from ? to : name);
	const readers = new Set((indexOf(body).uses.get(from) ?? []).map(({ node }) => node));
	let edited = graph;
	for (const holder of capturingNodes(graph, body, from)) edited = renamedInside(edited, holder, from, rename);
	if (readers.size === 0) return edited;
	const redirected = (node: Node): Node => ({ ...node, inputs: renamedNode(node, rename).inputs });
	const replacements = new Map(Array.from(readers, (node) => [node, redirected(node)]));
	const after = { ...body, nodes: withReplaced(body.nodes, replacements) };
	edited = withBody(edited, after);
	inheritOrder(body, after);
	return edited;
}

/** A node as it is now, after what it reads was redirected. */
export function nodeNow(graph: Graph, id: BodyId, node: Node): Node {
	return bodyOf(graph, id).nodes.find((one) => one.id === node.id) ?? node;
}

/** The graph with a value from outside renamed in the bodies of a node, at any depth. */
export function renamedInside(graph: Graph, node: Node, value: string, rename: Rename): Graph {
	let edited = graph;
	for (const inner of bodiesOfNode(node)) {
		if (!capturedBy(edited, inner).has(value)) continue;
		const body = bodyOf(edited, inner);
		for (const holder of capturingNodes(edited, body, value)) edited = renamedInside(edited, holder, value, rename);
		const nodes = body.nodes.map((one) => renamedNode(one, rename));
		const after = { ...renamedAroundNodes(body, rename), nodes };
		edited = withBody(edited, after);
		inheritOrder(body, after);
	}
	return edited;
}
