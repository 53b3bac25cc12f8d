import { findBody, findNode, type Graph, type NodeId, nameOf } from "@suture/graph";
import type { Problem } from "@suture/problems";
import {
	type Evaluator,
	type Finding,
	type Level,
	type RewriteOptions,
	type Rewritten,
	rewriteGraph,
	rules,
	rulesOfLevel,
} from "@suture/rewrite";
import { sha256Of } from "./sha256-of.ts";

/** What a person asks for. */
export interface SimplifyWish {
	/** "fold" folds constants only. */
	readonly level: "fold" | Level;
	/** Sizes of inputs by name, for what may hold for these sizes only. */
	readonly inputs: Readonly<Record<string, readonly number[]>>;
	/** Names of rules that only run when somebody asks for them. */
	readonly asked: readonly string[];
	/** Occurrences that shall not happen, by their key. */
	readonly leftOut: readonly string[];
}

/** One place at which something would change. */
export interface Occurrence {
	readonly key: string;
	readonly sentence: string;
	/** Nodes of the graph as it is now; what only comes to be on the way has none. */
	readonly nodes: readonly NodeId[];
}

/** What one rule would do. */
export interface RuleOccurrences {
	readonly rule: string;
	readonly title: string;
	readonly occurrences: readonly Occurrence[];
}

/** What simplifying would do, before it does it. */
export interface SimplifyPreview {
	readonly nodesBefore: number;
	readonly nodesAfter: number;
	readonly rules: readonly RuleOccurrences[];
	/** Nodes that would be gone. */
	readonly gone: readonly NodeId[];
	readonly problems: readonly Problem[];
	readonly seconds: number;
}

/** Works out what a wish comes to; nothing changes. */
export async function simplify(
	graph: Graph,
	{ level, inputs, asked, leftOut }: SimplifyWish,
	evaluate: Evaluator,
	onRound: RewriteOptions["onRound"],
): Promise<Rewritten> {
	const unwanted = new Set(leftOut);
	const sizes = new Map(Object.entries(inputs));
	return await rewriteGraph(graph, {
		evaluate,
		sha256: sha256Of,
		rules: level === "fold" ? [] : [...rulesOfLevel(level), ...rules.filter(({ name }) => asked.includes(name))],
		kept: keptNodes(leftOut),
		wants: (finding) => !unwanted.has(keyOfFinding(finding)),
		...(sizes.size > 0 ? { inputs: sizes } : {}),
		...(onRound ? { onRound } : {}),
	});
}

/** The same as a person looks at it. */
export function previewOfSimplification(
	graph: Graph,
	{ graph: after, findings, folds, problems }: Rewritten,
	seconds: number,
): SimplifyPreview {
	const found = new Map<string, Occurrence[]>();
	const present = nodeIds(graph);
	const left = nodeIds(after);
	for (const { value, node } of folds) {
		const nodes = present.has(node.id) ? [node.id] : [];
		add(found, foldRule, { key: `${foldRule}:${node.id}`, sentence: `${value}, made by ${nameOf(node)}`, nodes });
	}
	for (const finding of findings) {
		add(found, finding.rule, {
			key: keyOfFinding(finding),
			sentence: finding.sentence,
			nodes: nodesOf(graph, finding),
		});
	}
	return {
		gone: [...present].filter((id) => !left.has(id)),
		nodesBefore: nodeCount(graph),
		nodesAfter: nodeCount(after),
		rules: [...found].map(([rule, occurrences]) => ({ rule, title: titles.get(rule) ?? rule, occurrences })),
		problems,
		seconds,
	};
}

const foldRule = "fold";
const titles: ReadonlyMap<string, string> = new Map([
	[foldRule, "Fold what depends on constants only"],
	...rules.map(({ name, title }) => [name, title] as const),
]);

function add(found: Map<string, Occurrence[]>, rule: string, occurrence: Occurrence): void {
	const known = found.get(rule);
	if (known) known.push(occurrence);
	else found.set(rule, [occurrence]);
}

function keptNodes(leftOut: readonly string[]): ReadonlySet<NodeId> {
	const start = `${foldRule}:`;
	const folds = leftOut.filter((key) => key.startsWith(start));
	return new Set(folds.map((key) => Number(key.slice(start.length)) as NodeId));
}

function keyOfFinding({ rule, nodes, in: where }: Finding): string {
	return JSON.stringify([rule, nodes, where]);
}

function nodesOf(graph: Graph, { nodes, in: where }: Finding): NodeId[] {
	const body = findBody(graph, where);
	if ("problem" in body) return [];
	return nodes.flatMap((address) => {
		const node = findNode(body.found, address);
		return "problem" in node ? [] : [node.found.id];
	});
}

function nodeIds({ bodies }: Graph): Set<NodeId> {
	return new Set([...bodies.values()].flatMap(({ nodes }) => nodes.map(({ id }) => id)));
}

/** Nodes in all bodies that run, Constant not counted. */
function nodeCount({ bodies }: Graph): number {
	let count = 0;
	for (const { nodes } of bodies.values()) count += nodes.filter(({ opType }) => opType !== "Constant").length;
	return count;
}

/** Rules that only run when somebody asks for them. */
export const rulesOnRequest: readonly { readonly name: string; readonly title: string }[] = rules
	.filter(({ onRequest }) => onRequest)
	.map(({ name, title }) => ({ name, title }));
