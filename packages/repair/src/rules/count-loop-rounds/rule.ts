import { bodiesOfNode, bodyOf, indexOf } from "@suture/graph";
import { draftFor, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** More rounds than any loop runs. */
const endless = 2 ** 31 - 1;

export const countLoopRounds: RepairRule = {
	name: "count-loop-rounds",
	title: "Give a Loop without a count one that it never reaches",
	kind: "exact",
	operators: ["Loop"],
	match(site, node) {
		const [count = "", ...others] = node.inputs;
		const [id] = bodiesOfNode(node);
		const round = id === undefined ? "" : (bodyOf(site.graph, id).inputs[0]?.name ?? "");
		if (count !== "") return miss("It has a count.");
		if (id === undefined || !indexOf(bodyOf(site.graph, id)).uses.has(round))
			return miss("Nothing inside reads the number of its round.");
		if ((others[0] ?? "") === "") return miss("It runs for ever.");
		const draft = draftFor(site, node);
		const results = draft.copyMany(node, [draft.scalar("int64", endless), ...others]);
		const named = node.outputs.flatMap((output, i) => (output === "" ? [] : [[output, results[i] ?? ""] as const]));
		return {
			nodes: [node],
			sentence: `${told(node)} counts its rounds, which TensorRT does only with a last one: it gets one that it never reaches.`,
			edits: [draft.replace([node], Object.fromEntries(named))],
		};
	},
};
