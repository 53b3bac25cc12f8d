import { newMessage } from "@suture/onnx";
import { problem } from "@suture/problems";
import { findBody } from "../address.ts";
import { type Applied, refused, withBody } from "../applied.ts";
import { declaredType } from "../declared-type.ts";
import type { MakeInput } from "../edit.ts";
import { freshName } from "../fresh-name.ts";
import type { Body, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { nearestName } from "../nearest-name.ts";
import { wantedType } from "./outputs.ts";

export function makeInput(graph: Graph, { value, type: text, in: where }: MakeInput): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	const definition = indexOf(body.found).definitions.get(value);
	if (!definition) {
		const nearest = nearestName(value, indexOf(body.found).definitions.keys());
		return refused(graph, problem("edit/no-such-value", { wanted: value, nearest }, { value }));
	}
	if (definition.by === "input") return refused(graph, problem("edit/already-input", { value }, { value }));
	const type = wantedType(text) ?? declaredType(body.found, value);
	if (!type) return refused(graph, problem("edit/input-without-type", { value }, { value }));
	if ("reason" in type) return refused(graph, problem("edit/bad-type", { text: text ?? "", reason: type.reason }));
	const input = newMessage("ValueInfoProto", { name: value, type });
	const inputs = [...body.found.inputs.filter(({ name }) => name !== value), input];
	return { graph: withBody(graph, { ...withoutDefinition(graph, body.found, value), inputs }), problems: [] };
}

/** The body with the value no longer made in it: a node gives its output another name, an initializer goes. */
function withoutDefinition(graph: Graph, body: Body, value: string): Body {
	const unused = freshName(graph, `${value}_unused`);
	return {
		...body,
		valueInfo: body.valueInfo.filter(({ name }) => name !== value),
		initializers: body.initializers.filter(({ name }) => name !== value),
		sparseInitializers: body.sparseInitializers.filter(({ values }) => values?.name !== value),
		nodes: body.nodes.map((node) =>
			node.outputs.includes(value)
				? { ...node, outputs: node.outputs.map((output) => (output === value ? unused : output)) }
				: node,
		),
	};
}
