import type { Facts } from "@suture/analysis";
import { applyEdits, type Edit, type Graph, type NodeId } from "@suture/graph";
import { siteOf } from "@suture/rewrite";
import type { CheckProblem } from "@suture/tensorrt";
import { ask, rulesFor } from "./ask.ts";
import { needsOf } from "./need.ts";
import type { Kind } from "./rule.ts";
import { repairRules } from "./rules.ts";

/** What a rule would do at one node that a target refuses or computes wrongly. */
export interface Offer {
	/** The node that it would replace. */
	readonly node: NodeId;
	readonly rule: string;
	/** In a few words. */
	readonly title: string;
	readonly kind: Kind;
	readonly sentence: string;
	/** What must be so; only where the kind is "assumes". */
	readonly assumption: string | undefined;
	readonly edits: readonly Edit[];
}

/** For each node that problems are about the first rule that fits, of whatever kind, on the graph as it is: nothing is folded before. */
export function offersFor(graph: Graph, facts: Facts, problems: readonly CheckProblem[]): readonly Offer[] {
	return needsOf(graph, problems).needs.flatMap((need): Offer[] => {
		const rules = rulesFor(repairRules, need).filter(({ isLast }) => isLast !== true);
		for (const rule of rules) {
			const answer = ask(rule, siteOf(graph, facts, need.body), need);
			if ("reason" in answer) continue;
			const { sentence, assumption, edits } = answer;
			const { name, title, kind } = rule;
			return [{ node: need.node.id, rule: name, title, kind, sentence, assumption, edits }];
		}
		return [];
	});
}

/** The edits of several offers one after the other; one that does not fit any more behind the others is left out. */
export function editsOfOffers(graph: Graph, offers: readonly Offer[]): readonly Edit[] {
	let at = graph;
	const all: Edit[] = [];
	for (const { edits } of offers) {
		const next = applyEdits(at, edits);
		if (next.problems.some(({ problem }) => problem.severity === "error")) continue;
		at = next.graph;
		all.push(...edits);
	}
	return all;
}
