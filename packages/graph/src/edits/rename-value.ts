import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import type { RenameValue } from "../edit.ts";
import type { Body, Graph, Node } from "../graph.ts";
import { inheritOrder } from "../in-order.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { bodiesInside, refuseTakenName } from "../name-near.ts";
import { renamedInside } from "../redirect-readers.ts";
import { refuse } from "../refusal.ts";
import { type Rename, renamedAroundNodes, renamedNode } from "../renamed.ts";
import { withReplaced } from "../replace-items.ts";
import { capturingNodes } from "../scope.ts";

export function renameValue(graph: Graph, { value, name, in: where }: RenameValue): Graph {
	const body = bodyMeant(graph, where);
	definitionMeant(body, value);
	if (name === value) return graph;
	refuseTakenName(graph, body, name);
	// What reads a value that nothing makes must not find one by accident.
	const inside = bodiesInside(graph, body).map((id) => bodyOf(graph, id));
	if ([body, ...inside].some((one) => indexOf(one).uses.has(name))) refuse("edit/name-taken", { name });
	return renamed(graph, body, value, name);
}

function nodesOf(body: Body, value: string): Node[] {
	const { definitions, uses, duplicates } = indexOf(body);
	if (duplicates.size > 0) return [...body.nodes];
	const definition = definitions.get(value);
	const readers = (uses.get(value) ?? []).map(({ node }) => node);
	return definition?.by === "node" ? [definition.node, ...readers] : readers;
}

/** The graph with a value of a body renamed wherever it is made, taken or declared. */
function renamed(graph: Graph, body: Body, value: string, name: string): Graph {
	const rename: Rename = (one) => (one === value ? name : one);
	let edited = graph;
	for (const holder of capturingNodes(graph, body, value)) edited = renamedInside(edited, holder, value, rename);
	const nodes = withReplaced(
		body.nodes,
		new Map(nodesOf(body, value).map((node) => [node, renamedNode(node, rename)])),
	);
	const after = { ...renamedAroundNodes(body, rename), nodes };
	edited = withBody(edited, after);
	inheritOrder(body, after);
	return edited;
}
