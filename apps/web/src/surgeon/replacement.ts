import { addressOfNode, type Body, type Edit, type Graph, type NodeId } from "@suture/graph";
import { placeOf } from "./describe.ts";
import { exactName, nameInLine, operatorInLine } from "./edit-line.ts";
import { nodeSet } from "./node-set.ts";

/** One node in place of many. */
export interface Replacement {
	readonly operator: string;
	/** "" is ai.onnx. */
	readonly domain: string;
	/** Whether weights that the old nodes used become inputs of the new one, behind the others. */
	readonly takesWeights: boolean;
}

/** The edit that puts one node where some are. It takes what they took from outside, in the order of their use, and makes all
 *  that was read of them. */
export function replacement(graph: Graph, body: Body, nodes: readonly NodeId[], by: Replacement): Edit {
	const { inputs, weights, outputs, nodes: gone } = nodeSet(graph, body, nodes);
	const isChosen = new Set(nodes);
	const taken = by.takesWeights ? [...inputs, ...weights] : inputs;
	const path = operatorInLine(by.operator, by.domain);
	const name = gone.find(({ id, name: own }) => isChosen.has(id) && own.includes("/"))?.name;
	const module = name === undefined ? "" : name.slice(0, name.lastIndexOf("/") + 1);
	return {
		do: "replace-nodes",
		nodes: gone.filter(({ id }) => isChosen.has(id)).map(addressOfNode),
		with: `[${nameInLine(`%${module}${by.operator}`)}] ${outputs.map(exactName).join(", ")} = ${path} (${taken.map(exactName).join(", ")})`,
		...placeOf(graph, body.id),
	};
}
