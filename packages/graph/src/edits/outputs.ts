import { newMessage, type TypeProto } from "@suture/onnx";
import { problem } from "@suture/problems";
import { findBody } from "../address.ts";
import { type Applied, refused, withBody } from "../applied.ts";
import { declaredType } from "../declared-type.ts";
import type { AddOutput, RemoveOutput } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { nearestName } from "../nearest-name.ts";
import { typeFromText } from "../value-type.ts";

export function addOutput(graph: Graph, { value, type: text, in: where }: AddOutput): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	const { definitions, outputs } = indexOf(body.found);
	if (outputs.has(value)) return refused(graph, problem("edit/already-output", { value }, { value }));
	if (!definitions.has(value)) {
		const nearest = nearestName(value, definitions.keys());
		return refused(graph, problem("edit/no-such-value", { wanted: value, nearest }, { value }));
	}
	const type = wantedType(text) ?? declaredType(body.found, value);
	if (type && "reason" in type)
		return refused(graph, problem("edit/bad-type", { text: text ?? "", reason: type.reason }));
	const output = newMessage("ValueInfoProto", { name: value, ...(type ? { type } : {}) });
	// The declaration moves along: a value that is an output is not listed in value_info.
	const valueInfo = body.found.valueInfo.filter(({ name }) => name !== value);
	const edited = withBody(graph, { ...body.found, valueInfo, outputs: [...body.found.outputs, output] });
	return { graph: edited, problems: type ? [] : [problem("edit/output-without-type", { value }, { value })] };
}

/** The type that an edit asks for; undefined when it leaves that to the model. */
export function wantedType(text: string | undefined): TypeProto | { readonly reason: string } | undefined {
	return text === undefined ? undefined : typeFromText(text);
}

export function removeOutput(graph: Graph, { value, in: where }: RemoveOutput): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	const { outputs } = indexOf(body.found);
	if (!outputs.has(value)) {
		const nearest = nearestName(value, outputs.keys());
		return refused(graph, problem("edit/no-such-output", { wanted: value, nearest }, { value }));
	}
	const gone = body.found.outputs.find(({ name }) => name === value);
	const kept = body.found.outputs.filter((output) => output !== gone);
	if (kept.length === 0) return refused(graph, problem("edit/last-output", { value }, { value }));
	const isMade = indexOf(body.found).definitions.get(value)?.by === "node";
	const valueInfo = isMade && gone?.type ? [...body.found.valueInfo, gone] : body.found.valueInfo;
	return { graph: withBody(graph, { ...body.found, valueInfo, outputs: kept }), problems: [] };
}
