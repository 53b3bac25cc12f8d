import { nameOf } from "../address.ts";
import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import { declareTypes } from "../declare-types.ts";
import { declaredType } from "../declared-type.ts";
import type { BodyId, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { newNode } from "../new-node.ts";
import { nodeNow, redirectReaders } from "../redirect-readers.ts";
import { refuse } from "../refusal.ts";
import { splice } from "../splice/splice.ts";
import type { BodyCopy } from "./copy-body.ts";

/** The graph with a node of a body replaced by copied contents. `aliases` are outputs of the node that are other values now. */
export function replaceByCopy(
	graph: Graph,
	id: BodyId,
	node: Node,
	{ nodes, bodies, tensors, sparse, annotations, types, nextId }: BodyCopy,
	aliases: ReadonlyMap<string, string>,
): Graph {
	let edited: Graph = { ...graph, nextId };
	const come = [...nodes];
	for (const [output, is] of aliases) {
		if (is === "")
			refuse("edit/no-inline", { node: nameOf(node), reason: `${output} would be a value that is not given` });
		if (indexOf(bodyOf(edited, id)).outputs.has(output)) {
			come.push(newNode(edited.nextId, { opType: "Identity", inputs: [is], outputs: [output] }));
			edited = { ...edited, nextId: edited.nextId + 1 };
		} else edited = redirectReaders(edited, id, output, is);
	}
	if (sparse.length > 0) {
		const body = bodyOf(edited, id);
		edited = withBody(edited, { ...body, sparseInitializers: [...body.sparseInitializers, ...sparse] });
	}
	edited = splice(edited, id, { gone: [nodeNow(edited, id, node)], come, bodies, tensors });
	const declared = declareNew(edited, id, nodes, types);
	if (annotations.length === 0) return declared;
	const now = bodyOf(declared, id);
	return withBody(declared, { ...now, quantizationAnnotation: [...now.quantizationAnnotation, ...annotations] });
}

/** Declares the types of what nodes make, where the body does not already. */
export function declareNew(graph: Graph, id: BodyId, nodes: readonly Node[], types: BodyCopy["types"]): Graph {
	const body = bodyOf(graph, id);
	const made = new Set(nodes.flatMap(({ outputs }) => outputs));
	return declareTypes(graph, id, new Map([...types].filter(([name]) => made.has(name) && !declaredType(body, name))));
}
