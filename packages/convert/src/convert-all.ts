import { addressOfBody, applyEdits, type BodyId, bodyAndInner, type Edit, type Graph, type Node } from "@suture/graph";
import { type NodePlace, type Place, type Problem, problem } from "@suture/problems";
import { type Site, siteOf, sureFacts } from "@suture/rewrite";
import { convertNode } from "./convert-node.ts";
import { type Misfit, misfits } from "./misfits.ts";
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

/** Edits that belong together, and the node that they are for: none for those of an import. */
interface Step {
	readonly source: Source | undefined;
	readonly edits: readonly Edit[];
}

interface Source {
	readonly body: BodyId;
	readonly node: Node;
}

interface Work {
	readonly graph: Graph;
	readonly to: number;
	/** Functions of the model. */
	readonly own: ReadonlySet<string>;
	readonly steps: Step[];
	readonly changes: ConvertedNode[];
	readonly failures: Map<Node["id"], Failure>;
	readonly strangers: Node[];
}

/** Converts every node that can be said in the new opset, and holds what comes out against the operators that it has. */
export function convertAll(graph: Graph, to: number): Round {
	const own = new Set(graph.functions.map(({ domain, name }) => `${domain}:${name}`));
	const work: Work = { graph, to, own, steps: [], changes: [], failures: new Map(), strangers: [] };
	const facts = sureFacts(graph);
	for (const { body: root, opset } of rootsOf(graph)) {
		if (opset === to) continue;
		for (const body of bodyAndInner(graph, root)) convertBody(work, siteOf(graph, facts, body));
		const address = addressOfBody(graph, root);
		const imports: Edit = { do: "set-opset", domain: "", version: to, ...(address ? { in: address } : {}) };
		work.steps.push({ source: undefined, edits: [imports] });
	}
	const edits = work.steps.flatMap((step) => step.edits);
	const applied = applyEdits(graph, edits);
	const isWhole = applied.problems.every((one) => one.problem.severity !== "error");
	if (!isWhole || misfits(graph, applied.graph).length > 0) findMisfits(work);
	const { changes, failures, strangers } = work;
	return { edits, changes, failures: [...failures.values()], strangers };
}

function convertBody(work: Work, site: Site): void {
	const { graph, to, own, steps, changes, strangers } = work;
	const body = site.body.id;
	for (const node of site.body.nodes) {
		if (own.has(`${node.domain}:${node.opType}`)) continue;
		if (node.domain !== "" && node.domain !== "ai.onnx") {
			strangers.push(node);
			continue;
		}
		const converted = convertNode(site, node, to);
		if (converted.is === "stranger") strangers.push(node);
		if (converted.is === "refused") fail(work, { body, node }, converted.problem);
		if (converted.is !== "edited") continue;
		steps.push({ source: { body, node }, edits: converted.edits });
		changes.push({ node, place: placeOf(graph, body, node), becomes: converted.becomes });
	}
}

/** Does the steps one by one, to know which node each misfit comes from. */
function findMisfits(work: Work): void {
	const { graph, to, steps } = work;
	const sources = new Map<Node["id"], Source>();
	for (const { id: body, nodes } of graph.bodies.values())
		for (const node of nodes) sources.set(node.id, { body, node });
	let at = graph;
	for (const { source, edits } of steps) {
		const { graph: next, problems } = applyEdits(at, edits);
		const refused = problems.find((one) => one.problem.severity === "error");
		if (refused && source)
			fail(work, source, (place) => doesNotFit(source.node.opType, refused.problem.sentence, to, place));
		if (source) for (let id = at.nextId; id < next.nextId; id++) sources.set(id, source);
		at = next;
	}
	for (const { node, operator, why } of misfits(graph, at)) {
		const source = sources.get(node);
		if (source) fail(work, source, (place) => doesNotFit(operator, why, to, place));
	}
}

function fail({ graph, failures }: Work, { body, node }: Source, said: (place: Place) => Problem): void {
	if (failures.has(node.id)) return;
	failures.set(node.id, { body, node, problem: said({ node: placeOf(graph, body, node) }) });
}

function doesNotFit(operator: Misfit["operator"], why: Misfit["why"], to: number, place: Place): Problem {
	return problem("convert/does-not-fit", { operator, why, to }, place);
}
