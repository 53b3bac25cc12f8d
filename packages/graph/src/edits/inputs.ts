import { newMessage, type ValueInfoProto } from "@suture/onnx";
import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import { declareTypes } from "../declare-types.ts";
import type { AddInput, MoveInput, RemoveInput } from "../edit.ts";
import type { Body, Graph } from "../graph.ts";
import { addCarried, moveSlot, removeSlot } from "../held/change-slots.ts";
import { heldInterface } from "../held/slots.ts";
import { indexOf } from "../index-of.ts";
import { functionOf, withInputs } from "../interface.ts";
import { bodyMeant } from "../meant.ts";
import { refuseTakenName } from "../name-near.ts";
import { nearestName } from "../nearest-name.ts";
import { placedIn } from "../place-in.ts";
import { refuse } from "../refusal.ts";
import { initializersAreInputs } from "../splice/give-tensors.ts";
import { withoutDescriptions, withoutTensors } from "../splice/leftovers.ts";
import { refuseIfRead } from "../splice/refuse-loose-ends.ts";
import { typeMeant } from "../type-meant.ts";

export function addInput(graph: Graph, edit: AddInput): Graph {
	const { value, type: text, position, in: where } = edit;
	const body = bodyMeant(graph, where);
	refuseTakenName(graph, body, value);
	const type = typeMeant(text);
	const held = heldInterface(graph, body.id);
	if (held) return addCarried(graph, held, body.id, edit, type);
	const isTyped = functionOf(graph, body.id) === undefined;
	const input = newMessage("ValueInfoProto", { name: value, ...(isTyped && { type }) });
	const edited = withInputs(graph, body.id, placedIn(body.inputs, input, position));
	return isTyped ? edited : declareTypes(edited, body.id, new Map([[value, type]]));
}

export function removeInput(graph: Graph, { value, dangling = false, in: where }: RemoveInput): Graph {
	const body = bodyMeant(graph, where);
	const input = inputMeant(body, value);
	const held = heldInterface(graph, body.id);
	if (held) return removeSlot(graph, held, { side: "input", info: input, id: body.id }, dangling);
	const hasDefault = indexOf(body).definitions.get(value)?.by !== "input";
	const keepsDefault = hasDefault && !initializersAreInputs(graph, body);
	if (!keepsDefault && !dangling) refuseIfRead(graph, body.id, value);
	const inputs = body.inputs.filter((one) => one !== input);
	const edited = withInputs(graph, body.id, inputs);
	if (keepsDefault) return edited;
	const left = bodyOf(edited, body.id);
	const names = new Set([value]);
	return withBody(edited, hasDefault ? withoutTensors(left, names) : withoutDescriptions(left, names));
}

export function moveInput(graph: Graph, { value, position, in: where }: MoveInput): Graph {
	const body = bodyMeant(graph, where);
	const input = inputMeant(body, value);
	const held = heldInterface(graph, body.id);
	if (held) return moveSlot(graph, held, { side: "input", info: input, id: body.id }, position);
	const others = body.inputs.filter((one) => one !== input);
	const inputs = placedIn(others, input, position);
	return inputs.every((one, i) => one === body.inputs[i]) ? graph : withInputs(graph, body.id, inputs);
}

function inputMeant({ inputs }: Body, value: string): ValueInfoProto {
	const names = inputs.map(({ name }) => name ?? "");
	const found = inputs.find(({ name }) => name === value);
	return found ?? refuse("edit/no-such-input", { wanted: value, nearest: nearestName(value, names) }, { value });
}
