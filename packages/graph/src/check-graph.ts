import { type NodePlace, type Place, type Problem, problem } from "@suture/problems";
import { nameOf, nodesByName } from "./address.ts";
import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { runOrder } from "./run-order.ts";
import { valuesNeededBy } from "./scope.ts";

/** Everything about a graph's wiring that ONNX forbids: inputs that nothing makes, names used twice, nodes out of order,
 *  circles. Time linear in its edges. */
export function checkGraph(graph: Graph): Problem[] {
	const problems: Problem[] = [];
	const roots = [graph.main, ...graph.functions.map(({ body }) => body)];
	for (const root of roots) checkBody(graph, root, { outer: new Set(), path: [] }, problems);
	return problems;
}

interface Scope {
	/** Values that can be taken from outside. */
	readonly outer: ReadonlySet<string>;
	readonly path: readonly string[];
}

function checkBody(graph: Graph, id: BodyId, scope: Scope, problems: Problem[]): void {
	const body = bodyOf(graph, id);
	const { definitions, duplicates } = indexOf(body);
	const exists = (name: string) => name === "" || definitions.has(name) || scope.outer.has(name);
	for (const value of duplicates) problems.push(problem("graph/duplicate-value", { value }, { value }));
	for (const value of definitions.keys()) {
		if (scope.outer.has(value)) problems.push(problem("graph/hidden-value", { value }, { value }));
	}
	for (const node of body.nodes) {
		for (const value of node.inputs) {
			if (exists(value)) continue;
			problems.push(
				problem("graph/dangling-input", { value, node: nameOf(node) }, placeOf(body, node, scope.path, value)),
			);
		}
	}
	for (const { name = "" } of body.outputs) {
		if (!exists(name)) problems.push(problem("graph/dangling-output", { value: name }, { value: name }));
	}
	for (const [name, nodes] of nodesByName(body)) {
		if (nodes.length > 1) problems.push(problem("graph/duplicate-node", { name, times: nodes.length }));
	}
	checkOrder(graph, body, scope, problems);
	checkInner(graph, body, scope, problems);
}

function checkOrder(graph: Graph, body: Body, scope: Scope, problems: Problem[]): void {
	const { definitions } = indexOf(body);
	const position = new Map(body.nodes.map((node, i) => [node, i]));
	const { circular } = runOrder(graph, body);
	if (circular.length > 0) problems.push(problem("graph/cycle", { nodes: circular.map(nameOf) }));
	const inCircle = new Set(circular);
	body.nodes.forEach((node, i) => {
		if (inCircle.has(node)) return;
		for (const value of valuesNeededBy(graph, node)) {
			const definition = definitions.get(value);
			if (definition?.by !== "node" || (position.get(definition.node) ?? 0) < i) continue;
			problems.push(problem("graph/order", { node: nameOf(node), value }, placeOf(body, node, scope.path, value)));
			return;
		}
	});
}

function checkInner(graph: Graph, body: Body, scope: Scope, problems: Problem[]): void {
	const nodes = body.nodes.filter((node) => bodiesOfNode(node).length > 0);
	if (nodes.length === 0) return;
	const outer = new Set([...scope.outer, ...indexOf(body).definitions.keys()]);
	for (const node of nodes) {
		for (const { name, bodies } of node.attributes) {
			for (const inner of bodies ?? []) {
				checkBody(graph, inner, { outer, path: [...scope.path, nameOf(node), name ?? ""] }, problems);
			}
		}
	}
}

function placeOf(body: Body, node: Node, path: readonly string[], value: string): Place {
	return { node: placeOfNode(node, body.nodes.indexOf(node), path), value };
}

/** How a problem names a node. */
export function placeOfNode(node: Node, index: number, path: readonly string[] = []): NodePlace {
	const output = node.outputs.find((name) => name !== "");
	return {
		name: node.name,
		operator: node.opType,
		index,
		...(output === undefined ? {} : { output }),
		...(path.length === 0 ? {} : { path }),
	};
}
