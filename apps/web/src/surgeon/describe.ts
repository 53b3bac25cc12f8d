import { type Facts, factOf } from "@suture/analysis";
import { type Attribute, type Body, type BodyId, bodyOf, type Graph, indexOf, type Node, nameOf } from "@suture/graph";
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
import {
	type AttributeSchema,
	type Fact,
	isReal,
	type OperatorSchema,
	operatorCategory,
	operatorSchema,
	textOfDimension,
	textOfType,
} from "@suture/ops";
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

export function describeModel(graph: Graph, facts: Facts, name: string, byteLength: number): ModelDescription {
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
		inputs: main.inputs.map((info) => valueLine(facts, main.id, info)),
		outputs: main.outputs.map((info) => valueLine(facts, main.id, info)),
		metadata: header.metadataProps.map(({ key = "", value = "" }) => [key, value] as const),
		functions: graph.functions.map(({ domain, name, body }) => ({
			name: `${domain}.${name}`,
			body,
			nodes: bodyOf(graph, body).nodes.length,
		})),
	};
}

function valueLine(facts: Facts, body: BodyId, { name = "" }: ValueInfoProto): ValueLine {
	return { name, type: typeText(factOf(facts, body, name)) };
}

/** The type of a value as people read it; "" when nothing is known. */
export function typeText({ type }: Fact): string {
	return type === undefined ? "" : textOfType(type);
}

export function describeNode(
	graph: Graph,
	facts: Facts,
	bodyId: BodyId,
	node: Node,
	group: string | undefined,
): NodeDescription {
	const body = bodyOf(graph, bodyId);
	const schema = operatorSchema(node.opType, node.domain, opsetOf(graph, node.domain) || Number.MAX_SAFE_INTEGER);
	const ports = (names: readonly string[], parameters: OperatorSchema["inputs"]): PortDescription[] =>
		names.map((name, i) => ({
			parameter: parameters[Math.min(i, parameters.length - 1)]?.name ?? String(i),
			value: name === "" ? undefined : describeValue(body, facts, name),
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

export function describeValue(body: Body, facts: Facts, name: string): ValueDescription {
	const { definitions, uses, outputs } = indexOf(body);
	const definition = definitions.get(name);
	const fact = factOf(facts, body.id, name);
	const maker = definition?.by === "node" ? definition.node : undefined;
	const constant = maker && constantOf(maker);
	const tensor = definition?.by === "initializer" ? body.initializers[definition.position] : constant;
	return {
		name,
		type: typeText(fact),
		elements: elementsText(fact),
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

/** What is known of a small tensor's elements without running the network: sizes, most often. */
function elementsText({ value }: Fact): string {
	if (value === undefined || value.length === 0 || value.length > 32) return "";
	const texts = value.map((element) => {
		if (element === undefined) return "?";
		if (typeof element === "number") return shortNumber(element);
		return isReal(element) ? "…" : textOfDimension(element);
	});
	return texts.every((text) => text === "?" || text === "…") ? "" : `[${texts.join(", ")}]`;
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
