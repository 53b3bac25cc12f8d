import { addressOfNode, bodiesOfNode, bodyOf } from "@suture/graph";
import { factAt, madeBy, numbersAt, siteOf, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** More rounds, or more nodes in all, are no longer a graph that anybody wants. */
const most = { rounds: 256, nodes: 20_000 };

export const unrollLoop: RepairRule = {
	name: "unroll-loop",
	title: "Write out the rounds of a Loop that runs a known number of times",
	kind: "exact",
	operators: ["Loop"],
	match(site, node) {
		const [trips = "", condition = ""] = node.inputs;
		const [times] = trips === "" ? [] : (numbersAt(site, trips) ?? []);
		if (times === undefined || times < 0) return miss("Nobody knows how many rounds it runs.");
		const [id] = bodiesOfNode(node);
		if (id === undefined) return miss("It has no body.");
		if (condition !== "" && numbersAt(site, condition)?.[0] !== 1) return miss("It may not begin at all.");
		const body = bodyOf(site.graph, id);
		const inner = siteOf(site.graph, site.facts, id);
		const goesOn = body.outputs[0]?.name ?? "";
		const isHandedOn =
			goesOn === body.inputs[1]?.name || madeBy(inner, goesOn, "Identity")?.inputs[0] === body.inputs[1]?.name;
		if (!isHandedOn && factAt(inner, goesOn).value?.[0] !== 1) return miss("It may end before its last round.");
		if (times > most.rounds || times * body.nodes.length > most.nodes)
			return miss(`${times} rounds would be too many nodes.`);
		const where = site.address ? { in: site.address } : {};
		return {
			nodes: [node],
			sentence: `${told(node)} runs ${times} rounds, which are written out.`,
			edits: [{ do: "unroll-loop", node: addressOfNode(node), times, ...where }],
		};
	},
};
