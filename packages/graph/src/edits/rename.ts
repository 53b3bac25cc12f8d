import type { ValueInfoProto } from "@suture/onnx";
import { problem } from "@suture/problems";
import { findBody, findNode, nodesByName } from "../address.ts";
import { type Applied, refused, withBody } from "../applied.ts";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import type { RenameNode, RenameValue } from "../edit.ts";
import { isValueName } from "../fresh-name.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { nearestName } from "../nearest-name.ts";
import { capturedBy } from "../scope.ts";

export function renameNode(graph: Graph, { node: address, name, in: where }: RenameNode): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	const node = findNode(body.found, address);
	if ("problem" in node) return refused(graph, node.problem);
	if (name === node.found.name) return { graph, problems: [] };
	if (nodesByName(body.found).has(name)) return refused(graph, problem("edit/name-taken", { name }));
	const nodes = body.found.nodes.map((one) => (one === node.found ? { ...one, name } : one));
	return { graph: withBody(graph, { ...body.found, nodes }), problems: [] };
}

export function renameValue(graph: Graph, { value, name, in: where }: RenameValue): Applied {
	const body = findBody(graph, where);
	if ("problem" in body) return refused(graph, body.problem);
	const { definitions } = indexOf(body.found);
	if (!definitions.has(value)) {
		const nearest = nearestName(value, definitions.keys());
		return refused(graph, problem("edit/no-such-value", { wanted: value, nearest }, { value }));
	}
	if (name === value) return { graph, problems: [] };
	if (name === "")
		return refused(graph, problem("edit/bad-name", { name, reason: "an empty name means no value at all" }));
	if (isValueName(graph, name)) return refused(graph, problem("edit/name-taken", { name }));
	let edited = withBody(graph, renamedIn(body.found, value, name));
	for (const inner of takers(graph, body.found, value))
		edited = withBody(edited, renamedIn(bodyOf(edited, inner), value, name));
	return { graph: edited, problems: [] };
}

/** Bodies inside that take the value from outside, at any depth. */
function takers(graph: Graph, body: Body, value: string): BodyId[] {
	const inner = body.nodes.flatMap(bodiesOfNode).filter((id) => capturedBy(graph, id).has(value));
	return inner.flatMap((id) => [id, ...takers(graph, bodyOf(graph, id), value)]);
}

function renamedIn(body: Body, from: string, to: string): Body {
	const name = (one: string) => (one === from ? to : one);
	const declared = (info: ValueInfoProto) => (info.name === from ? { ...info, name: to } : info);
	const inNode = (node: Node): Node =>
		node.inputs.includes(from) || node.outputs.includes(from)
			? { ...node, inputs: node.inputs.map(name), outputs: node.outputs.map(name) }
			: node;
	return {
		...body,
		nodes: body.nodes.map(inNode),
		inputs: body.inputs.map(declared),
		outputs: body.outputs.map(declared),
		valueInfo: body.valueInfo.map(declared),
		initializers: body.initializers.map((tensor) => (tensor.name === from ? { ...tensor, name: to } : tensor)),
		sparseInitializers: body.sparseInitializers.map((sparse) =>
			sparse.values?.name === from ? { ...sparse, values: { ...sparse.values, name: to } } : sparse,
		),
		quantizationAnnotation: body.quantizationAnnotation.map((annotation) => ({
			...annotation,
			...(annotation.tensorName === from ? { tensorName: to } : {}),
			quantParameterTensorNames: annotation.quantParameterTensorNames.map((entry) =>
				entry.value === from ? { ...entry, value: to } : entry,
			),
		})),
	};
}
