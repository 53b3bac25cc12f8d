import { addressOfNode, type Body, type Edit, freshName, type Graph, type NodeId } from "@suture/graph";
import { placeOf } from "./describe.ts";

/** The edits that put the second of two nodes before the first, which it reads: x → a → b → y becomes x → b → a → y. */
export function swap(graph: Graph, body: Body, [first, second]: readonly [NodeId, NodeId]): Edit[] {
	const a = body.nodes.find(({ id }) => id === first);
	const b = body.nodes.find(({ id }) => id === second);
	const [x = "", y = ""] = [a?.inputs[0], b?.outputs[0]];
	if (!a || !b || x === "" || y === "") return [];
	const place = placeOf(graph, body.id);
	const between = freshName(graph, `${y}_before_${a.opType}`);
	// Addresses go by names too, but these may be missing: then the outputs that the nodes have by then.
	const now = (node: typeof a, output: string) => ({ ...addressOfNode(node), output });
	return [
		{ do: "set-input", node: now(b, y), input: 0, value: x, ...place },
		{ do: "set-output", node: now(b, y), output: 0, value: between, dangling: true, ...place },
		{ do: "set-output", node: now(a, a.outputs[0] ?? ""), output: 0, value: y, dangling: true, ...place },
		{ do: "set-input", node: now(a, y), input: 0, value: between, ...place },
	];
}
