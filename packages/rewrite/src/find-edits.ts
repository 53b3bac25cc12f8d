import type { Facts } from "@suture/analysis";
import { addressOfNode, bodiesOfNode, type Edit, type Graph, indexOf, type Node, type NodeId } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import type { Finding, Rule } from "./finding.ts";
import { bodiesOutermostFirst } from "./fold/bodies-outermost-first.ts";
import { isPlain, type Site, siteOf } from "./match/site.ts";

export interface Found {
	readonly edits: readonly Edit[];
	readonly findings: readonly Finding[];
	/** Rules that failed, each at its node. */
	readonly problems: readonly Problem[];
}

/** All that the rules would do now, without what stands in each other's way: that can be found after these edits. `facts` are
 *  those of the graph. A rule that throws is reported with its node, and the rest goes on. */
export function findEdits(graph: Graph, facts: Facts, rules: readonly Rule[]): Found {
	const byOperator = rulesByOperator(rules);
	const findings: Finding[] = [];
	const problems: Problem[] = [];
	for (const id of bodiesOutermostFirst(graph)) {
		const site = siteOf(graph, facts, id);
		if (site.isKnown) findIn(site, byOperator, findings, problems);
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
	findings: Finding[],
	problems: Problem[],
): void {
	const taken = new Set<NodeId>();
	for (const node of site.body.nodes) {
		if (taken.has(node.id) || !isPlain(node)) continue;
		for (const rule of rulesOf(node.domain === "" ? node.opType : "")) {
			const match = asked(rule, site, node, problems);
			if (!match || match.nodes.some(({ id }) => taken.has(id))) continue;
			for (const one of match.nodes) take(site, one, taken);
			const { name, level } = rule;
			const { nodes, sentence, edits } = match;
			findings.push({ rule: name, level, in: site.address, nodes: nodes.map(addressOfNode), sentence, edits });
			break;
		}
	}
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

/** Whatever reads what a node makes may be wired anew. */
function take({ body, index, graph, captured }: Site, node: Node, taken: Set<NodeId>): void {
	taken.add(node.id);
	for (const output of node.outputs) {
		for (const use of index.uses.get(output) ?? []) taken.add(use.node.id);
		if (captured.has(output)) for (const holder of indexOf(body).holders) takeHolder(graph, holder, taken);
	}
}

function takeHolder(graph: Graph, holder: Node, taken: Set<NodeId>): void {
	taken.add(holder.id);
	for (const inner of bodiesOfNode(holder)) {
		for (const node of graph.bodies.get(inner)?.nodes ?? []) takeHolder(graph, node, taken);
	}
}
