import { newMessage, type TypeProto } from "@suture/onnx";
import { nameOf } from "../address.ts";
import { withBody } from "../applied.ts";
import type { Definition } from "../body-index.ts";
import { bodyOf } from "../body-of.ts";
import { declareTypes } from "../declare-types.ts";
import { declaredType } from "../declared-type.ts";
import type { MakeInput } from "../edit.ts";
import type { Body, Graph } from "../graph.ts";
import { refuseWithoutFrom } from "../held/change-slots.ts";
import { heldInterface } from "../held/slots.ts";
import { functionOf, withInputs } from "../interface.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";
import { withoutDescriptions } from "../splice/leftovers.ts";
import { splice } from "../splice/splice.ts";
import { stopMaking } from "../stop-making.ts";
import { typeMeant } from "../type-meant.ts";

export function makeInput(graph: Graph, { value, type: text, in: where }: MakeInput): Graph {
	const body = bodyMeant(graph, where);
	const definition = definitionMeant(body, value);
	if (definition.by === "input") refuse("edit/already-input", { value }, { value });
	const held = heldInterface(graph, body.id);
	if (held?.operator === "If") refuse("edit/branch-input", { value, node: nameOf(held.holder.node) }, { value });
	if (held) refuseWithoutFrom(held, value);
	const type = text === undefined ? declaredType(body, value) : typeMeant(text);
	const isFunction = functionOf(graph, body.id) !== undefined;
	if (!type && !isFunction) refuse("edit/input-without-type", { value }, { value });
	const edited = withoutMaker(graph, body, value, definition);
	const { inputs } = bodyOf(edited, body.id);
	const isListed = inputs.some(({ name }) => name === value);
	const input = newMessage("ValueInfoProto", { name: value, ...(type && !isFunction && { type }) });
	const listed = isListed ? edited : withInputs(edited, body.id, [...inputs, input]);
	const types = new Map<string, TypeProto>(type ? [[value, type]] : []);
	return isFunction || isListed ? declareTypes(listed, body.id, types) : listed;
}

function withoutMaker(graph: Graph, body: Body, value: string, definition: Definition): Graph {
	if (definition.by === "node") {
		return splice(graph, body.id, { ...stopMaking(graph, body, definition.node, value), dangling: true });
	}
	return withBody(graph, {
		...withoutDescriptions(body, new Set([value])),
		initializers: body.initializers.filter(({ name }) => name !== value),
		sparseInitializers: body.sparseInitializers.filter(({ values }) => values?.name !== value),
	});
}
