import { addressOfNode, type Graph, type Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { roundsOfLoop } from "../../match/rounds-of-loop.ts";
import { isUsed, type Site } from "../../match/site.ts";

/** More rounds, or more nodes in all, are hardly simpler than the loop. Loops in loops multiply: what all loops of a graph could
 *  become together has a limit too. */
const most = { rounds: 64, nodes: 2000, nodesInAll: 10_000 };

export const unrollLoop: Rule = {
	name: "unroll-loop",
	title: "Write out the rounds of a short Loop",
	level: "exact",
	onRequest: true,
	operators: ["Loop"],
	match(site, node) {
		const rounds = roundsOfLoop(site, node);
		if ("reason" in rounds || rounds.times > most.rounds || rounds.nodes > most.nodes) return undefined;
		if (rounds.nodes * loopsIn(site.graph) > most.nodesInAll) return undefined;
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

const counted = new WeakMap<Graph, number>();

function loopsIn(graph: Graph): number {
	let loops = counted.get(graph);
	if (loops === undefined) {
		loops = 0;
		for (const { nodes } of graph.bodies.values()) for (const { opType } of nodes) if (opType === "Loop") loops++;
		counted.set(graph, loops);
	}
	return loops;
}

/** Whether something of every round is kept: without a round its shape is not known. */
function collects(site: Site, { inputs, outputs }: Node): boolean {
	return outputs.slice(inputs.length - 2).some((output) => isUsed(site, output));
}
