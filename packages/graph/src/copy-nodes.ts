import { bodyOf } from "./body-of.ts";
import type { Attribute, Body, BodyId, Graph, Node } from "./graph.ts";
import { refuseTooMany } from "./most-nodes.ts";
import { type Rename, renamedAroundNodes, renamedNode } from "./renamed.ts";

/** How copies differ from their originals. */
export interface CopyRules {
	/** Names of values, in bodies inside too. */
	readonly value: Rename;
	/** Names of nodes. */
	readonly nodeName?: Rename;
	/** Names of nodes in bodies inside, which need to differ only there. Without it they stay. */
	readonly innerNodeName?: Rename;
	/** Attributes, in bodies inside too; undefined leaves one out. Their bodies are copied afterwards. */
	readonly attribute?: (attribute: Attribute) => Attribute | undefined;
	/** Where nodes move rather than multiply they keep their ids. */
	readonly keepsIds?: boolean;
}

export interface CopiedNodes {
	readonly nodes: readonly Node[];
	/** Bodies of the copies. */
	readonly bodies: ReadonlyMap<BodyId, Body>;
	readonly nextId: number;
}

/** Copies of nodes of a graph with all their bodies. New ids begin at `nextId`. */
export function copyNodes(
	graph: Graph,
	nodes: readonly Node[],
	rules: CopyRules,
	nextId: number = graph.nextId,
): CopiedNodes {
	if (!rules.keepsIds) refuseTooMany(graph, nodes);
	const bodies = new Map<BodyId, Body>();
	let next = nextId;
	const idFor = (id: number) => (rules.keepsIds ? id : next++);
	const copyBody = (id: BodyId): BodyId => {
		const body = bodyOf(graph, id);
		const copy = { ...renamedAroundNodes(body, rules.value), id: idFor(id), nodes: body.nodes.map(copyInner) };
		bodies.set(copy.id, copy);
		return copy.id;
	};
	const copyAttribute = (attribute: Attribute): Attribute[] => {
		const kept = rules.attribute ? rules.attribute(attribute) : attribute;
		if (!kept) return [];
		return [kept.bodies ? { ...kept, bodies: kept.bodies.map(copyBody) } : kept];
	};
	const copyNode = (node: Node): Node => ({
		...renamedNode(node, rules.value),
		id: idFor(node.id),
		attributes: node.attributes.flatMap(copyAttribute),
	});
	const copyInner = (node: Node): Node => named(copyNode(node), rules.innerNodeName);
	return { nodes: nodes.map((node) => named(copyNode(node), rules.nodeName)), bodies, nextId: next };
}

function named(node: Node, rename: Rename | undefined): Node {
	return rename && node.name ? { ...node, name: rename(node.name) } : node;
}
