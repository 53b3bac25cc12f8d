import { addressOfNode } from "@suture/graph";
import { roundsOfLoop, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** More rounds, or more nodes in all, are no longer a graph that anybody wants. */
const most = { rounds: 256, nodes: 20_000 };

export const unrollLoop: RepairRule = {
	name: "unroll-loop",
	title: "Write out the rounds of a Loop that runs a known number of times",
	kind: "exact",
	operators: ["Loop"],
	match(site, node) {
		const rounds = roundsOfLoop(site, node);
		if ("reason" in rounds) return miss(rounds.reason);
		const { times, nodes } = rounds;
		if (times > most.rounds || nodes > most.nodes) return miss(`${times} rounds would be too many nodes.`);
		const where = site.address ? { in: site.address } : {};
		return {
			nodes: [node],
			sentence: `${told(node)} runs ${times} rounds, which are written out.`,
			edits: [{ do: "unroll-loop", node: addressOfNode(node), times, ...where }],
		};
	},
};
