import { addressOfNode, type Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { roundsOfLoop } from "../../match/rounds-of-loop.ts";
import { isUsed, type Site } from "../../match/site.ts";

/** More rounds, or more nodes in all, are hardly simpler than the loop. */
const most = { rounds: 64, nodes: 2000 };

export const unrollLoop: Rule = {
	name: "unroll-loop",
	title: "Write out the rounds of a short Loop",
	level: "exact",
	onRequest: true,
	operators: ["Loop"],
	match(site, node) {
		const rounds = roundsOfLoop(site, node);
		if ("reason" in rounds || rounds.times > most.rounds || rounds.nodes > most.nodes) return undefined;
		const { times } = rounds;
		if (times === 0 && collects(site, node)) return undefined;
		const where = site.address ? { in: site.address } : {};
		return {
			nodes: [node],
			sentence: `${told(node)} always runs ${times === 1 ? "one round" : `${times} rounds`}.`,
			edits: [{ do: "unroll-loop", node: addressOfNode(node), times, ...where }],
		};
	},
};

/** Whether something of every round is kept: without a round its shape is not known. */
function collects(site: Site, { inputs, outputs }: Node): boolean {
	return outputs.slice(inputs.length - 2).some((output) => isUsed(site, output));
}
