import type { BodyId, Node } from "./graph.ts";

/** Bodies in the attributes of a node, in order. */
export function bodiesOfNode(node: Node): readonly BodyId[] {
	return holdsBodies(node) ? node.attributes.flatMap(({ bodies }) => bodies ?? []) : none;
}

/** Whether a node has bodies at all: few have. */
export function holdsBodies({ attributes }: Node): boolean {
	for (const { bodies } of attributes) if (bodies !== undefined) return true;
	return false;
}

const none: readonly BodyId[] = Object.freeze([]);
