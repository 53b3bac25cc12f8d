import type { Handed } from "../applied.ts";
import { declareTypes } from "../declare-types.ts";
import type { ReplaceNodes } from "../edit.ts";
import { fragmentFromText } from "../fragment.ts";
import type { Graph } from "../graph.ts";
import { bodyMeant, nodesMeant } from "../meant.ts";
import { inNamesOf } from "../names-now.ts";
import { splice } from "../splice/splice.ts";

export function replaceNodes(graph: Graph, edit: ReplaceNodes, handed: Handed): Graph {
	const { nodes, dangling = false, in: where } = edit;
	const body = bodyMeant(graph, where);
	const gone = nodesMeant(body, nodes);
	const { with: text, tensors = {} } = inNamesOf(body, edit);
	const { types, nextId, ...come } = fragmentFromText(graph, body.id, text, tensors, handed);
	const edited = splice({ ...graph, nextId }, body.id, { gone, ...come, dangling });
	return declareTypes(edited, body.id, types);
}
