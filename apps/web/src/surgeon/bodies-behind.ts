import { type BodyId, bodiesOfNode, type Graph, type Node } from "@suture/graph";

/** The bodies that a node leads into: those in its attributes, and that of the function which it calls. */
export function bodiesBehind({ functions }: Graph, node: Node): readonly BodyId[] {
	if (functions.length === 0) return bodiesOfNode(node);
	const { opType, domain, overload } = node;
	const called = functions.find((one) => one.name === opType && one.domain === domain && one.overload === overload);
	return called ? [...bodiesOfNode(node), called.body] : bodiesOfNode(node);
}
