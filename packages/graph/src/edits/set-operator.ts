import { changeNode } from "../change-node.ts";
import type { SetOperator } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";

export function setOperator(graph: Graph, { node: address, opType, domain, overload, in: where }: SetOperator): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	if (opType === "") refuse("edit/bad-name", { name: opType, reason: "an operator needs a name" });
	const wanted = {
		opType: opType ?? node.opType,
		domain: domain ?? node.domain,
		overload: overload ?? node.overload,
	};
	const isSame = wanted.opType === node.opType && wanted.domain === node.domain && wanted.overload === node.overload;
	return isSame ? graph : changeNode(graph, body.id, node, wanted);
}
