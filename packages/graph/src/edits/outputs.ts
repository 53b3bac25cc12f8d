import { newMessage, type ValueInfoProto } from "@suture/onnx";
import { problem } from "@suture/problems";
import { type Applied, withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import { declareTypes } from "../declare-types.ts";
import { declaredType } from "../declared-type.ts";
import type { AddOutput, MoveOutput, RemoveOutput } from "../edit.ts";
import type { Body, Graph } from "../graph.ts";
import { addGiven, moveSlot, removeSlot } from "../held/change-slots.ts";
import { heldInterface } from "../held/slots.ts";
import { indexOf } from "../index-of.ts";
import { functionOf, withOutputs } from "../interface.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { nearestName } from "../nearest-name.ts";
import { placedIn } from "../place-in.ts";
import { refuse } from "../refusal.ts";
import { refuseOtherType } from "../refuse-other-type.ts";
import { typeMeant } from "../type-meant.ts";

export function addOutput(graph: Graph, { value, type: text, in: where }: AddOutput): Graph | Applied {
	const body = bodyMeant(graph, where);
	if (indexOf(body).outputs.has(value)) refuse("edit/already-output", { value }, { value });
	definitionMeant(body, value);
	const type = text === undefined ? declaredType(body, value) : typeMeant(text);
	if (type) refuseOtherType(body, value, type);
	if (functionOf(graph, body.id)) {
		const output = newMessage("ValueInfoProto", { name: value });
		const edited = withOutputs(graph, body.id, [...body.outputs, output]);
		return text === undefined ? edited : declareTypes(edited, body.id, new Map([[value, type]]));
	}
	const output = newMessage("ValueInfoProto", { name: value, ...(type && { type }) });
	const held = heldInterface(graph, body.id);
	if (held) return addGiven(graph, held, body.id, output);
	// The declaration moves along: a value that is an output is not listed in value_info.
	const valueInfo = body.valueInfo.filter(({ name }) => name !== value);
	const edited = withBody(graph, { ...body, valueInfo, outputs: [...body.outputs, output] });
	return { graph: edited, problems: type ? [] : [problem("edit/output-without-type", { value }, { value })] };
}

export function removeOutput(graph: Graph, { value, in: where }: RemoveOutput): Graph {
	const body = bodyMeant(graph, where);
	const gone = outputMeant(body, value);
	const held = heldInterface(graph, body.id);
	if (held) return removeSlot(graph, held, { side: "output", info: gone, id: body.id });
	const kept = body.outputs.filter((output) => output !== gone);
	if (kept.length === 0) refuse("edit/last-output", { value }, { value });
	const edited = withOutputs(graph, body.id, kept);
	const isMade = indexOf(body).definitions.get(value)?.by === "node";
	const isOutputStill = kept.some(({ name }) => name === value);
	if (!isMade || !gone.type || isOutputStill) return edited;
	return withBody(edited, { ...bodyOf(edited, body.id), valueInfo: [...body.valueInfo, gone] });
}

export function moveOutput(graph: Graph, { value, position, in: where }: MoveOutput): Graph {
	const body = bodyMeant(graph, where);
	const output = outputMeant(body, value);
	const held = heldInterface(graph, body.id);
	if (held) return moveSlot(graph, held, { side: "output", info: output, id: body.id }, position);
	const others = body.outputs.filter((one) => one !== output);
	const outputs = placedIn(others, output, position);
	return outputs.every((one, i) => one === body.outputs[i]) ? graph : withOutputs(graph, body.id, outputs);
}

function outputMeant({ outputs }: Body, value: string): ValueInfoProto {
	const names = outputs.map(({ name }) => name ?? "");
	const found = outputs.find(({ name }) => name === value);
	return found ?? refuse("edit/no-such-output", { wanted: value, nearest: nearestName(value, names) }, { value });
}
