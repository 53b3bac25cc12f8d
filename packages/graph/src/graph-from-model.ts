import {
	type AttributeProto,
	type FunctionProto,
	type GraphProto,
	type ModelProto,
	type NodeProto,
	newMessage,
} from "@suture/onnx";
import type { Attribute, Body, BodyId, FunctionHead, Graph, Node } from "./graph.ts";

/** The graph of a model. Every message stays reachable as an origin, so that `modelFromGraph` gives the very same objects
 *  for what no edit touched. A model without a graph has an empty main body. Ids begin at `firstId`. */
export function graphFromModel(model: ModelProto, firstId = 0): Graph {
	const { graph, functions, ...header } = model;
	const reading: Reading = { bodies: new Map(), nextId: firstId };
	const main = readGraph(graph ?? newMessage("GraphProto"), reading);
	const heads = functions.map((one) => readFunction(one, reading));
	return {
		header: { ...header, origin: model },
		main,
		bodies: reading.bodies,
		functions: heads,
		nextId: reading.nextId,
	};
}

/** Bodies that were read, and the next id to give. */
export interface Reading {
	readonly bodies: Map<BodyId, Body>;
	nextId: number;
}

function readGraph(origin: GraphProto, reading: Reading): BodyId {
	const id = reading.nextId++;
	reading.bodies.set(id, {
		id,
		name: origin.name ?? "",
		nodes: origin.node.map((node) => readNode(node, reading)),
		inputs: origin.input,
		outputs: origin.output,
		initializers: origin.initializer,
		sparseInitializers: origin.sparseInitializer,
		valueInfo: origin.valueInfo,
		docString: origin.docString,
		quantizationAnnotation: origin.quantizationAnnotation,
		metadataProps: origin.metadataProps,
		origin,
	});
	return id;
}

function readFunction(origin: FunctionProto, reading: Reading): FunctionHead {
	const id = reading.nextId++;
	reading.bodies.set(id, {
		id,
		name: origin.name ?? "",
		nodes: origin.node.map((node) => readNode(node, reading)),
		inputs: origin.input.map((name) => newMessage("ValueInfoProto", { name })),
		outputs: origin.output.map((name) => newMessage("ValueInfoProto", { name })),
		initializers: [],
		sparseInitializers: [],
		valueInfo: origin.valueInfo,
		docString: origin.docString,
		quantizationAnnotation: [],
		metadataProps: origin.metadataProps,
		origin,
	});
	return {
		body: id,
		name: origin.name ?? "",
		domain: origin.domain ?? "",
		overload: origin.overload ?? "",
		attributes: origin.attribute,
		attributeDefaults: origin.attributeProto,
		opsetImport: origin.opsetImport,
		origin,
	};
}

/** The node of a message; its bodies go to those of the reading. */
export function readNode(origin: NodeProto, reading: Reading): Node {
	const id = reading.nextId++;
	return {
		id,
		name: origin.name ?? "",
		opType: origin.opType ?? "",
		domain: origin.domain ?? "",
		overload: origin.overload ?? "",
		inputs: origin.input,
		outputs: origin.output,
		attributes: origin.attribute.map((attribute) => readAttribute(attribute, reading)),
		docString: origin.docString,
		metadataProps: origin.metadataProps,
		deviceConfigurations: origin.deviceConfigurations,
		origin,
	};
}

/** The attribute of a message; its bodies go to those of the reading. */
export function readAttribute(origin: AttributeProto, reading: Reading): Attribute {
	if (origin.g === undefined && origin.graphs.length === 0) return origin;
	const { g, graphs, ...rest } = origin;
	return { ...rest, bodies: [...(g ? [g] : []), ...graphs].map((graph) => readGraph(graph, reading)), origin };
}
