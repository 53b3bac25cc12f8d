import { addressOfBody, applyEdits, type BodyId, bodyAndInner, type Edit, type Graph, type Node } from "@suture/graph";
import { type NodePlace, type Place, type Problem, problem } from "@suture/problems";
import { type Site, siteOf, sureFacts } from "@suture/rewrite";
import { type Converted, convertNode } from "./convert-node.ts";
import { misfits } from "./misfits.ts";
import { placeOf } from "./place-of.ts";
import { rootsOf } from "./roots.ts";

/** A node that is said otherwise. */
export interface ConvertedNode {
	readonly node: Node;
	readonly place: NodePlace;
	/** Operators of the nodes that take its place; its own where it stays one node, none where it becomes an initializer. */
	readonly becomes: readonly string[];
}

/** A node that can't be converted, and why. */
export interface Failure {
	readonly body: BodyId;
	readonly node: Node;
	readonly problem: Problem;
}

/** What becomes of all nodes of a graph. */
export interface Round {
	readonly edits: readonly Edit[];
	readonly changes: readonly ConvertedNode[];
	readonly failures: readonly Failure[];
	/** Nodes whose operators ONNX does not define. */
	readonly strangers: readonly Node[];
}

interface Work {
	readonly graph: Graph;
	readonly to: number;
	/** Functions of the model. */
	readonly own: ReadonlySet<string>;
	/** The graph with what was converted so far. */
	at: Graph;
	readonly edits: Edit[];
	readonly changes: ConvertedNode[];
	readonly failures: Map<Node["id"], Failure>;
	readonly strangers: Node[];
	/** By node of the graph that comes out, the node that it comes from. */
	readonly sources: Map<Node["id"], { readonly body: BodyId; readonly node: Node }>;
}

/** Converts every node that can be said in the new opset, and holds what comes out against the operators that it has. */
export function convertAll(graph: Graph, to: number): Round {
	const work: Work = {
		graph,
		to,
		own: new Set(graph.functions.map(({ domain, name }) => `${domain}:${name}`)),
		at: graph,
		edits: [],
		changes: [],
		failures: new Map(),
		strangers: [],
		sources: new Map(),
	};
	const facts = sureFacts(graph);
	for (const { body: root, opset } of rootsOf(graph)) {
		if (opset === to) continue;
		for (const body of bodyAndInner(graph, root)) convertBody(work, siteOf(graph, facts, body));
		const address = addressOfBody(graph, root);
		perform(work, [{ do: "set-opset", domain: "", version: to, ...(address ? { in: address } : {}) }]);
	}
	for (const { node, operator, why } of misfits(graph, work.at)) {
		const source = work.sources.get(node);
		if (source) fail(work, source.body, source.node, (place) => doesNotFit(operator, why, to, place));
	}
	const { edits, changes, failures, strangers } = work;
	return { edits, changes, failures: [...failures.values()], strangers };
}

function convertBody(work: Work, site: Site): void {
	for (const node of site.body.nodes) {
		if (work.own.has(`${node.domain}:${node.opType}`)) continue;
		work.sources.set(node.id, { body: site.body.id, node });
		if (node.domain !== "" && node.domain !== "ai.onnx") work.strangers.push(node);
		else take(work, site, node, convertNode(site, node, work.to));
	}
}

function take(work: Work, site: Site, node: Node, converted: Converted): void {
	const { graph, to, sources } = work;
	const body = site.body.id;
	if (converted.is === "stranger") work.strangers.push(node);
	if (converted.is === "refused") fail(work, body, node, converted.problem);
	if (converted.is !== "edited") return;
	const first = work.at.nextId;
	const why = perform(work, converted.edits);
	if (why !== undefined) {
		fail(work, body, node, (place) => doesNotFit(node.opType, why, to, place));
		return;
	}
	for (let id = first; id < work.at.nextId; id++) sources.set(id, { body, node });
	work.changes.push({ node, place: placeOf(graph, body, node), becomes: converted.becomes });
}

/** Does all edits, or none of them and tells why. */
function perform(work: Work, edits: readonly Edit[]): string | undefined {
	const { graph, problems } = applyEdits(work.at, edits);
	const refused = problems.find((one) => one.problem.severity === "error");
	if (refused) return refused.problem.sentence;
	work.at = graph;
	work.edits.push(...edits);
	return undefined;
}

function fail({ graph, failures }: Work, body: BodyId, node: Node, said: (place: Place) => Problem): void {
	if (!failures.has(node.id))
		failures.set(node.id, { body, node, problem: said({ node: placeOf(graph, body, node) }) });
}

function doesNotFit(operator: string, why: string, to: number, place: Place): Problem {
	return problem("convert/does-not-fit", { operator, why, to }, place);
}
