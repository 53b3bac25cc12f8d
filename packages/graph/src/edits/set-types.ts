import type { TypeProto } from "@suture/onnx";
import { declareTypes } from "../declare-types.ts";
import type { SetTypes } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";
import { refuseOtherType } from "../refuse-other-type.ts";
import { typeMeant } from "../type-meant.ts";

export function setTypes(graph: Graph, { types: texts, in: where }: SetTypes): Graph {
	const body = bodyMeant(graph, where);
	const types = new Map<string, TypeProto | undefined>();
	for (const [value, text] of Object.entries(texts)) {
		const definition = definitionMeant(body, value);
		const type = text === null ? undefined : typeMeant(text);
		const isListed = definition.by === "input" || indexOf(body).outputs.has(value);
		if (!type && isListed && body.id === graph.main) refuse("edit/needs-type", { value }, { value });
		if (type) refuseOtherType(body, value, type);
		types.set(value, type);
	}
	return declareTypes(graph, body.id, types);
}
