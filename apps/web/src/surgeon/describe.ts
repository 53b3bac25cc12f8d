import {
	type Attribute,
	type Body,
	type BodyId,
	bodyOf,
	declaredType,
	type Graph,
	indexOf,
	type Node,
	nameOf,
	textFromType,
} from "@suture/graph";
import {
	AttributeType,
	elementCount,
	isExternal,
	locationOf,
	storedByteLength,
	type TensorProto,
	tensorType,
	type ValueInfoProto,
} from "@suture/onnx";
import { type AttributeSchema, type OperatorSchema, operatorCategory, operatorSchema } from "@suture/ops";
import { attributeText } from "../scene/card.ts";
import { constantOf } from "../scene/folded-constants.ts";
import { shortNumber } from "../scene/short-number.ts";
import { fewValues } from "../scene/tensor-summary.ts";
import type {
	AttributeLine,
	ModelDescription,
	NodeDescription,
	NodeReference,
	PortDescription,
	TensorLine,
	ValueDescription,
	ValueLine,
} from "./description.ts";

/** The opset of a domain in the model; 0 when the model does not import it. */
export function opsetOf(graph: Graph, domain = ""): number {
	const same = (one: string | undefined) => (one ?? "").replace(/^ai\.onnx$/, "") === domain.replace(/^ai\.onnx$/, "");
	return graph.header.opsetImport.find((opset) => same(opset.domain))?.version ?? 0;
}

export function describeModel(graph: Graph, name: string, byteLength: number): ModelDescription {
	const { header } = graph;
	const bodies = [...graph.bodies.values()];
	const main = bodyOf(graph, graph.main);
	const initializers = bodies.flatMap((body) => body.initializers);
	const nodes = bodies.flatMap((body) => body.nodes);
	const counts = Map.groupBy(nodes, ({ opType }) => opType);
	return {
		name,
		byteLength,
		irVersion: header.irVersion,
		producer: [header.producerName, header.producerVersion].filter(Boolean).join(" "),
		docString: header.docString ?? "",
		opsets: header.opsetImport.map(({ domain = "", version = 0 }) => ({ domain: domain || "ai.onnx", version })),
		nodes: nodes.length,
		operators: [...counts]
			.map(([operator, all]) => ({
				operator,
				count: all.length,
				category: operatorCategory(operator, all[0]?.domain ?? ""),
			}))
			.sort((a, b) => b.count - a.count),
		initializers: initializers.length,
		weightBytes: initializers.reduce((sum, tensor) => sum + storedByteLength(tensor), 0),
		parameters: initializers.reduce((sum, { dims }) => sum + (elementCount(dims) || 0), 0),
		inputs: main.inputs.map(valueLine),
		outputs: main.outputs.map(valueLine),
		metadata: header.metadataProps.map(({ key = "", value = "" }) => [key, value] as const),
		functions: graph.functions.map(({ domain, name, body }) => ({
			name: `${domain}.${name}`,
			body,
			nodes: bodyOf(graph, body).nodes.length,
		})),
	};
}

function valueLine({ name = "", type }: ValueInfoProto): ValueLine {
	return { name, type: (type && textFromType(type)) ?? "" };
}

export function describeNode(graph: Graph, bodyId: BodyId, node: Node, group: string | undefined): NodeDescription {
	const body = bodyOf(graph, bodyId);
	const schema = operatorSchema(node.opType, node.domain, opsetOf(graph, node.domain) || Number.MAX_SAFE_INTEGER);
	const ports = (names: readonly string[], parameters: OperatorSchema["inputs"]): PortDescription[] =>
		names.map((name, i) => ({
			parameter: parameters[Math.min(i, parameters.length - 1)]?.name ?? String(i),
			value: name === "" ? undefined : describeValue(body, name),
		}));
	return {
		node: node.id,
		body: bodyId,
		index: body.nodes.indexOf(node),
		name: node.name,
		operator: node.opType,
		domain: node.domain,
		overload: node.overload,
		category: operatorCategory(node.opType, node.domain),
		sinceVersion: schema?.sinceVersion,
		docString: node.docString ?? "",
		attributes: attributeLines(node, schema),
		inputs: ports(node.inputs, schema?.inputs ?? []),
		outputs: ports(node.outputs, schema?.outputs ?? []),
		metadata: node.metadataProps.map(({ key = "", value = "" }) => [key, value] as const),
		group,
	};
}

function attributeLines(node: Node, schema: OperatorSchema | undefined): AttributeLine[] {
	const given = node.attributes.map(
		(attribute): AttributeLine => ({
			name: attribute.name ?? "",
			type: typeName(attribute),
			text: attribute.bodies ? "" : attributeText(attribute),
			isDefault: false,
			bodies: attribute.bodies ?? [],
		}),
	);
	const names = new Set(given.map(({ name }) => name));
	const defaults = [...(schema?.attributes ?? [])].flatMap(([name, attribute]): AttributeLine[] =>
		names.has(name) || attribute.default === undefined
			? []
			: [{ name, type: attribute.type, text: defaultText(attribute.default), isDefault: true, bodies: [] }],
	);
	return [...given, ...defaults];
}

function typeName({ type }: Attribute): string {
	return Object.entries(AttributeType).find(([, value]) => value === type)?.[0] ?? "";
}

function defaultText(value: NonNullable<AttributeSchema["default"]>): string {
	if (Array.isArray(value)) return `[${value.map(defaultText).join(", ")}]`;
	return typeof value === "number" ? shortNumber(value) : String(value);
}

export function describeValue(body: Body, name: string): ValueDescription {
	const { definitions, uses, outputs } = indexOf(body);
	const definition = definitions.get(name);
	const type = declaredType(body, name);
	const maker = definition?.by === "node" ? definition.node : undefined;
	const constant = maker && constantOf(maker);
	const tensor = definition?.by === "initializer" ? body.initializers[definition.position] : constant;
	return {
		name,
		type: (type && textFromType(type)) ?? "",
		from: constant
			? "constant"
			: definition === undefined
				? "outside"
				: definition.by === "sparse-initializer"
					? "initializer"
					: definition.by,
		maker: maker && reference(maker),
		readers: [...new Set((uses.get(name) ?? []).map(({ node }) => node))].map(reference),
		isOutput: outputs.has(name),
		tensor: tensor && tensorLine(tensor),
	};
}

function reference(node: Node): NodeReference {
	return { node: node.id, name: nameOf(node), operator: node.opType };
}

function tensorLine(tensor: TensorProto): TensorLine {
	return {
		dataType: tensorType(tensor.dataType)?.text ?? `type ${tensor.dataType ?? 0}`,
		dims: tensor.dims,
		byteLength: storedByteLength(tensor),
		location: isExternal(tensor) ? locationOf(tensor) : undefined,
		values: fewValues(tensor, 64),
	};
}
