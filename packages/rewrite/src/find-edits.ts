import type { Facts } from "@suture/analysis";
import { addressOfNode, bodiesOfNode, type Edit, type Graph, type Node, type NodeId } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import type { Finding, Match, Rule } from "./finding.ts";
import { bodiesOutermostFirst } from "./fold/bodies-outermost-first.ts";
import { isPlain, type Site, siteOf } from "./match/site.ts";

export interface Found {
	readonly edits: readonly Edit[];
	readonly findings: readonly Finding[];
	/** Rules that failed, each at its node. */
	readonly problems: readonly Problem[];
}

export interface FindOptions {
	/** Whether results may differ in their last bits. Default: they may. */
	readonly mayRound?: boolean;
}

/** All that the rules would do now, without what stands in each other's way: that can be found after these edits. `facts` are
 *  those of the graph. A rule that throws is reported with its node, and the rest goes on. */
export function findEdits(
	graph: Graph,
	facts: Facts,
	rules: readonly Rule[],
	{ mayRound = true }: FindOptions = {},
): Found {
	const byOperator = rulesByOperator(rules);
	const findings: Finding[] = [];
	const problems: Problem[] = [];
	for (const id of bodiesOutermostFirst(graph)) {
		const site = siteOf(graph, facts, id);
		if (site.isKnown) findIn(site, byOperator, mayRound, findings, problems);
	}
	return { edits: findings.flatMap(({ edits }) => edits), findings, problems };
}

function rulesByOperator(rules: readonly Rule[]): (operator: string) => readonly Rule[] {
	const everywhere = rules.filter(({ operators }) => operators.includes("*"));
	const table = new Map<string, readonly Rule[]>();
	for (const operator of new Set(rules.flatMap(({ operators }) => operators))) {
		const own = rules.filter(({ operators }) => operators.includes(operator) || operators.includes("*"));
		table.set(operator, own);
	}
	return (operator) => table.get(operator) ?? everywhere;
}

function findIn(
	site: Site,
	rulesOf: (operator: string) => readonly Rule[],
	mayRound: boolean,
	findings: Finding[],
	problems: Problem[],
): void {
	const taken: Taken = { nodes: new Set(), readers: new Set() };
	for (const node of site.body.nodes) {
		if (taken.nodes.has(node.id) || !isPlain(node)) continue;
		for (const rule of rulesOf(node.domain === "" ? node.opType : "")) {
			const match = asked(rule, site, node, problems);
			if (!match || (match.rounds && !mayRound) || isInTheWay(match, taken)) continue;
			take(site, match, taken);
			const { name, level } = rule;
			const { nodes, sentence, edits, rounds = false } = match;
			findings.push({ rule: name, level, in: site.address, nodes: nodes.map(addressOfNode), sentence, edits, rounds });
			break;
		}
	}
}

/** What edits of this round change. */
interface Taken {
	/** Nodes that they look at or replace. */
	readonly nodes: Set<NodeId>;
	/** Nodes that they connect anew. */
	readonly readers: Set<NodeId>;
}

/** Edits that bypass a node, or connect one input, hold whatever else its inputs are connected with; text that puts a node in
 *  place of another holds only for the wires that it was written for. */
function isInTheWay({ nodes, edits }: Match, { nodes: taken, readers }: Taken): boolean {
	const isWritten = edits.some((edit) => edit.do !== "bypass-node" && edit.do !== "set-input");
	return nodes.some(({ id }) => taken.has(id) || (isWritten && readers.has(id)));
}

function asked(rule: Rule, site: Site, node: Node, problems: Problem[]): ReturnType<Rule["match"]> {
	try {
		return rule.match(site, node);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const place = { node: { name: node.name, operator: node.opType, ...outputOf(node) } };
		problems.push(problem("rewrite/rule-failed", { rule: rule.name, reason }, place));
		return undefined;
	}
}

function outputOf({ outputs }: Node): { output?: string } {
	const output = outputs.find((one) => one !== "");
	return output === undefined ? {} : { output };
}

/** Edits after which what read the node's outputs reads something else. */
const connectsAnew: ReadonlySet<Edit["do"]> = new Set(["bypass-node", "inline-branch", "unroll-loop"]);

function take(site: Site, { nodes, edits }: Match, taken: Taken): void {
	for (const { id } of nodes) taken.nodes.add(id);
	if (!edits.some((edit) => connectsAnew.has(edit.do))) return;
	for (const node of nodes) takeReaders(site, node, taken);
}

/** Whatever reads what a node makes is wired anew. */
function takeReaders({ index, graph, captured }: Site, node: Node, taken: Taken): void {
	for (const output of node.outputs) {
		for (const use of index.uses.get(output) ?? []) taken.readers.add(use.node.id);
		if (captured.has(output)) for (const holder of index.holders) takeHolder(graph, holder, taken);
	}
}

function takeHolder(graph: Graph, holder: Node, taken: Taken): void {
	taken.readers.add(holder.id);
	for (const inner of bodiesOfNode(holder)) {
		for (const node of graph.bodies.get(inner)?.nodes ?? []) takeHolder(graph, node, taken);
	}
}
