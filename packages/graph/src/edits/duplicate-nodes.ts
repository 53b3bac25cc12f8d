import { copyNodes } from "../copy-nodes.ts";
import type { DuplicateNodes } from "../edit.ts";
import { freshNames, freshNodeNames } from "../fresh-name.ts";
import type { Graph } from "../graph.ts";
import { bodyMeant, nodesMeant } from "../meant.ts";
import { splice } from "../splice/splice.ts";

export function duplicateNodes(graph: Graph, { nodes: addresses, in: where }: DuplicateNodes): Graph {
	const body = bodyMeant(graph, where);
	const originals = nodesMeant(body, addresses);
	const fresh = freshNames(graph);
	const copyOf = new Map(
		originals
			.flatMap(({ outputs }) => outputs)
			.filter(Boolean)
			.map((name) => [name, fresh(name)]),
	);
	const value = (name: string) => copyOf.get(name) ?? name;
	const nodeName = freshNodeNames(graph, body.id);
	const { nodes: come, bodies, nextId } = copyNodes(graph, originals, { value, nodeName });
	return splice({ ...graph, nextId }, body.id, { come, bodies });
}
