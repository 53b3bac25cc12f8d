import {
	type AttributeProto,
	AttributeType,
	type FunctionProto,
	type GraphProto,
	type MessageName,
	type Messages,
	type ModelProto,
	type NodeProto,
	newMessage,
} from "@suture/onnx";
import { bodyOf } from "./body-of.ts";
import type { Attribute, BodyId, FunctionHead, Graph, Node } from "./graph.ts";

/** The model of a graph. Messages that no edit touched are the very objects that were read, so writing copies them. */
export function modelFromGraph(graph: Graph): ModelProto {
	const { origin, ...header } = graph.header;
	const functions = graph.functions.map((head) => functionProto(graph, head));
	return updated("ModelProto", origin, { ...header, graph: graphProto(graph, graph.main), functions });
}

function graphProto(graph: Graph, id: BodyId): GraphProto {
	const body = bodyOf(graph, id);
	return updated("GraphProto", body.origin as GraphProto | undefined, {
		name: body.name,
		node: body.nodes.map((node) => nodeProto(graph, node)),
		input: body.inputs,
		output: body.outputs,
		initializer: body.initializers,
		sparseInitializer: body.sparseInitializers,
		valueInfo: body.valueInfo,
		docString: body.docString,
		quantizationAnnotation: body.quantizationAnnotation,
		metadataProps: body.metadataProps,
	});
}

function functionProto(graph: Graph, head: FunctionHead): FunctionProto {
	const body = bodyOf(graph, head.body);
	return updated("FunctionProto", head.origin, {
		name: head.name,
		domain: head.domain,
		overload: head.overload,
		attribute: head.attributes,
		attributeProto: head.attributeDefaults,
		opsetImport: head.opsetImport,
		input: body.inputs.map(({ name }) => name ?? ""),
		output: body.outputs.map(({ name }) => name ?? ""),
		node: body.nodes.map((node) => nodeProto(graph, node)),
		valueInfo: body.valueInfo,
		docString: body.docString,
		metadataProps: body.metadataProps,
	});
}

/** The message of one node, with the graphs of its attributes. */
export function nodeProto(graph: Graph, node: Node): NodeProto {
	return updated("NodeProto", node.origin, {
		name: node.name,
		opType: node.opType,
		domain: node.domain,
		overload: node.overload,
		input: node.inputs,
		output: node.outputs,
		attribute: node.attributes.map((attribute) => attributeProto(graph, attribute)),
		docString: node.docString,
		metadataProps: node.metadataProps,
		deviceConfigurations: node.deviceConfigurations,
	});
}

function attributeProto(graph: Graph, attribute: Attribute): AttributeProto {
	if (attribute.bodies === undefined) return attribute as AttributeProto; // it has no graphs that were taken out
	const { bodies, origin, ...rest } = attribute;
	const graphs = bodies.map((id) => graphProto(graph, id));
	return updated("AttributeProto", origin, {
		...rest,
		...(rest.type === AttributeType.GRAPHS ? { graphs } : { g: graphs[0] }),
	});
}

type Fields<K extends MessageName> = { readonly [F in keyof Messages[K]]?: Messages[K][F] | undefined };

/** The origin itself when it has these fields already; otherwise the origin with them, so that what it has besides, such as
 *  fields unknown to ONNX, is kept. */
function updated<K extends MessageName>(name: K, origin: Messages[K] | undefined, fields: Fields<K>): Messages[K] {
	const changes = Object.entries(fields).filter(([key, value]) => !same(value, origin?.[key as keyof Messages[K]]));
	if (origin !== undefined && changes.length === 0) return origin;
	const message = { ...(origin ?? newMessage(name)) } as unknown as Record<string, unknown>;
	for (const [key, value] of changes) {
		if (value === undefined) delete message[key];
		else message[key] = value;
	}
	return message as unknown as Messages[K]; // origin and newMessage have every field that must be there
}

/** Whether two fields are written alike. Absent and empty text are the same to ONNX. */
function same(a: unknown, b: unknown): boolean {
	if (Array.isArray(a) && Array.isArray(b))
		return a.length === b.length && a.every((element, i) => Object.is(element, b[i]));
	return Object.is(a ?? "", b ?? "");
}
