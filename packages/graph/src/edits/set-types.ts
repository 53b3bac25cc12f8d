import type { TypeProto } from "@suture/onnx";
import { declareTypes } from "../declare-types.ts";
import { typeOfTensor } from "../declared-type.ts";
import type { SetTypes } from "../edit.ts";
import type { Body, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";
import { tensorIn } from "../tensor-of-value.ts";
import { typeMeant } from "../type-meant.ts";
import { typesDiffer } from "../types-differ.ts";
import { textFromType } from "../value-type.ts";

export function setTypes(graph: Graph, { types: texts, in: where }: SetTypes): Graph {
	const body = bodyMeant(graph, where);
	const types = new Map<string, TypeProto | undefined>();
	for (const [value, text] of Object.entries(texts)) {
		const definition = definitionMeant(body, value);
		const type = text === null ? undefined : typeMeant(text);
		const isListed = definition.by === "input" || indexOf(body).outputs.has(value);
		if (!type && isListed && body.id === graph.main) refuse("edit/needs-type", { value }, { value });
		if (type) refuseOtherThanTensor(body, value, type);
		types.set(value, type);
	}
	return declareTypes(graph, body.id, types);
}

function refuseOtherThanTensor(body: Body, value: string, type: TypeProto): void {
	const tensor = tensorIn(body, value);
	const known = tensor && typeOfTensor(tensor);
	if (!known || !typesDiffer(type, known)) return;
	refuse("edit/fixed-type", { value, type: textFromType(known) ?? "no known type" }, { value });
}
