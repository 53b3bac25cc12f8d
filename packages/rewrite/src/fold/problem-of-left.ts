import { nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import type { LeftNode } from "./plan-folding.ts";

/** Says that a constant node is left to be calculated, and why. */
export function problemOfLeft({ node, reason }: LeftNode): Problem {
	const place = { node: { name: node.name, operator: node.opType } };
	const told = { node: nameOf(node) };
	switch (reason.why) {
		case "not run":
			return problem("rewrite/fold-not-run", { ...told, reason: firstLine(reason.message) }, place);
		case "too large":
			return problem("rewrite/fold-too-large", { ...told, size: reason.bytes, freed: reason.freed }, place);
		case "rounds unknown":
			return problem("rewrite/fold-rounds-unknown", told, place);
		case "size unknown":
			return problem("rewrite/fold-size-unknown", told, place);
		case "too long":
			return problem("rewrite/fold-too-long", told, place);
		case "too much":
			return problem("rewrite/fold-too-much", told, place);
		default:
			return reason satisfies never;
	}
}

function firstLine(text: string): string {
	return (text.split("\n")[0] ?? "").slice(0, 300);
}
