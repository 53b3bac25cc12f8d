import type { Handed } from "../applied.ts";
import type { SetTensor } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { tensorMeant } from "../tensor-meant.ts";
import { withTensor } from "../with-tensor.ts";

export function setTensor(graph: Graph, { value, tensor, in: where }: SetTensor, handed: Handed): Graph {
	const body = bodyMeant(graph, where);
	definitionMeant(body, value);
	return withTensor(graph, body, tensorMeant(graph, body.id, tensor, value, handed));
}
