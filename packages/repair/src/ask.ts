import type { Site } from "@suture/rewrite";
import type { Need } from "./need.ts";
import { type Fix, isAskedAt, isMiss, type RepairRule } from "./rule.ts";

/** The rules that have to do with a node and with what is wrong with it, in their order. */
export function rulesFor(rules: readonly RepairRule[], { node, problems }: Need): readonly RepairRule[] {
	const isReason = ({ codes }: RepairRule) => codes === undefined || problems.some(({ code }) => codes.includes(code));
	return rules.filter((rule) => isReason(rule) && isAskedAt(rule, node));
}

/** The rule's answer, or why it does nothing: "" where it has nothing to do with such a node. */
export function ask(rule: RepairRule, site: Site, need: Need): Fix | { readonly reason: string } {
	try {
		const answer = rule.match(site, need.node, need);
		if (answer === undefined) return { reason: "" };
		return isMiss(answer) ? { reason: answer.miss } : answer;
	} catch (error) {
		return { reason: `The rule failed: ${error instanceof Error ? error.message : String(error)}` };
	}
}
