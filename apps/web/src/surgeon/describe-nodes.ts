import { type Body, type Graph, indexOf, type NodeId } from "@suture/graph";
import { type Category, operatorCategory } from "@suture/ops";
import { nodeSet } from "./node-set.ts";

/** Several nodes as a whole. */
export interface NodesDescription {
	readonly operators: readonly { readonly operator: string; readonly count: number; readonly category: Category }[];
	readonly inputs: readonly string[];
	readonly weights: readonly string[];
	readonly outputs: readonly string[];
	/** Of two nodes where one reads the other: in the order in which they run. */
	readonly pair: readonly [NodeId, NodeId] | undefined;
}

export function describeNodes(graph: Graph, body: Body, ids: readonly NodeId[]): NodesDescription {
	const { inputs, weights, outputs } = nodeSet(graph, body, ids);
	const chosen = new Set(ids);
	const nodes = body.nodes.filter(({ id }) => chosen.has(id));
	const counts = Map.groupBy(nodes, ({ opType }) => opType);
	return {
		operators: [...counts]
			.map(([operator, all]) => ({
				operator,
				count: all.length,
				category: operatorCategory(operator, all[0]?.domain ?? ""),
			}))
			.sort((a, b) => b.count - a.count),
		inputs,
		weights,
		outputs,
		pair: pairOf(body, ids),
	};
}

function pairOf(body: Body, ids: readonly NodeId[]): NodesDescription["pair"] {
	if (ids.length !== 2) return undefined;
	const [a, b] = body.nodes.filter(({ id }) => ids.includes(id));
	const [value] = a?.outputs ?? [];
	if (!a || !b || value === undefined || b.inputs[0] !== value) return undefined;
	const { uses, outputs } = indexOf(body);
	const isOnlyReader = (uses.get(value) ?? []).length === 1 && !outputs.has(value);
	return isOnlyReader && a.inputs[0] ? [a.id, b.id] : undefined;
}
