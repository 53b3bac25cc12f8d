import { type Problem, problem } from "@suture/problems";
import { nameOf } from "../address.ts";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import { placeOfNode } from "../check-graph.ts";
import type { Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { plainDomain } from "../opset-imports.ts";
import { heldInterface } from "./slots.ts";

/** Nodes of If, Loop and Scan whose bodies take or give another number of values than the node does. */
export function checkBodies(graph: Graph): Problem[] {
	return [...graph.bodies.values()].flatMap((body) =>
		indexOf(body).holders.flatMap((node) => {
			if (agrees(graph, node)) return [];
			const place = { node: placeOfNode(node, body.nodes.indexOf(node)) };
			return [problem("graph/body-mismatch", { node: nameOf(node), operator: node.opType }, place)];
		}),
	);
}

const held: ReadonlySet<string> = new Set(["If", "Loop", "Scan"]);

function agrees(graph: Graph, node: Node): boolean {
	// In opset 8 a Scan also takes lengths of sequences, and its directions are called so.
	const isOldScan = node.opType === "Scan" && node.attributes.some(({ name }) => name === "directions");
	if (!held.has(node.opType) || plainDomain(node.domain) !== "" || isOldScan) return true;
	return bodiesOfNode(node).every((id) => {
		const agreed = heldInterface(graph, id);
		const given = bodyOf(graph, id).outputs.length - (node.opType === "Loop" ? 1 : 0);
		return (
			agreed !== undefined &&
			node.outputs.length === given &&
			isGiven(
				agreed.slots.map((slot) => slot.nodeInput),
				node,
			)
		);
	});
}

/** What a Loop or Scan hands to its body must all be there, but for how often and whether to begin. */
function isGiven(inputs: readonly (string | undefined)[], { opType }: Node): boolean {
	return inputs.slice(opType === "Loop" ? 2 : 0).every((input) => input !== "");
}
