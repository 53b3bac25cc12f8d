import { type Facts, factOf, type Inferred } from "@suture/analysis";
import {
	addressOfBody,
	addressOfNode,
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
	elementCount,
	isExternal,
	locationOf,
	rawByteLength,
	storedByteLength,
	type TensorProto,
	tensorType,
	type ValueInfoProto,
} from "@suture/onnx";
import {
	type Fact,
	isReal,
	isTensor,
	type OperatorSchema,
	operatorCategory,
	operatorSchema,
	parameterAt,
	textOfDimension,
	textOfType,
	typeToProto,
} from "@suture/ops";
import { constantOf } from "../scene/folded-constants.ts";
import { shortNumber } from "../scene/short-number.ts";
import { fewValues } from "../scene/tensor-summary.ts";
import { attributeFields } from "./attribute-field.ts";
import type {
	EditPlace,
	ModelDescription,
	NodeDescription,
	NodeReference,
	PortDescription,
	TensorLine,
	ValueDescription,
	ValueLine,
} from "./description.ts";
import { originOf } from "./operator-list.ts";
import { knownType } from "./stale-types.ts";

/** The opset of a domain in the model; 0 when the model does not import it. */
export function opsetOf(graph: Graph, domain = ""): number {
	const same = (one: string | undefined) => (one ?? "").replace(/^ai\.onnx$/, "") === domain.replace(/^ai\.onnx$/, "");
	return graph.header.opsetImport.find((opset) => same(opset.domain))?.version ?? 0;
}

export function describeModel(
	graph: Graph,
	inferred: Inferred,
	shown: Inferred,
	name: string,
	byteLength: number,
): ModelDescription {
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
		unnamed: nodes.filter((node) => node.name === "").length,
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
		inputs: main.inputs.map((info) => valueLine(inferred, shown, main, info)),
		outputs: main.outputs.map((info) => valueLine(inferred, shown, main, info)),
		metadata: header.metadataProps.map(({ key = "", value = "" }) => [key, value] as const),
		functions: graph.functions.map(({ domain, name, body }) => ({
			name: `${domain}.${name}`,
			body,
			nodes: bodyOf(graph, body).nodes.length,
		})),
	};
}

function valueLine(inferred: Inferred, shown: Inferred, body: Body, { name = "", type }: ValueInfoProto): ValueLine {
	const declared = type && textFromType(type);
	return {
		name,
		type: typeText(factOf(shown.facts, body.id, name)),
		declared: declared ?? knownType(inferred, body.id, name) ?? "",
	};
}

/** The type of a value as people read it; "" when nothing is known. */
export function typeText({ type }: Fact): string {
	return type === undefined ? "" : textOfType(type);
}

/** What is known of values, and what of it is shown: with sizes that are assumed, what follows from them. */
export interface KnownFacts {
	readonly facts: Facts;
	readonly shown: Facts;
}

export function describeNode(
	graph: Graph,
	known: KnownFacts,
	bodyId: BodyId,
	node: Node,
	group: string | undefined,
): NodeDescription {
	const body = bodyOf(graph, bodyId);
	const schema = schemaOf(graph, node);
	return {
		node: node.id,
		body: bodyId,
		address: addressOfNode(node),
		place: placeOf(graph, bodyId),
		index: body.nodes.indexOf(node),
		name: node.name,
		operator: node.opType,
		domain: node.domain,
		overload: node.overload,
		category: operatorCategory(node.opType, node.domain),
		sinceVersion: schema?.sinceVersion,
		origin: schema === undefined ? "" : originOf(schema.domain),
		isCall: isCall(graph, node),
		docString: node.docString ?? "",
		attributes: attributeFields(node, schema),
		inputs: ports(node.inputs, schema?.inputs, (name) => describeValue(graph, body, known, name)),
		outputs: ports(node.outputs, schema?.outputs, (name) => describeValue(graph, body, known, name)),
		takesMoreInputs:
			schema === undefined || (schema.maxInputs === Infinity && node.inputs.length >= schema.inputs.length - 1),
		metadata: node.metadataProps.map(({ key = "", value = "" }) => [key, value] as const),
		group,
	};
}

/** The definition of a node's operator in the model's opset; undefined for one that nobody knows. */
export function schemaOf(graph: Graph, node: Node): OperatorSchema | undefined {
	const { opType, domain } = node;
	return isCall(graph, node)
		? undefined
		: operatorSchema(opType, domain, opsetOf(graph, domain) || Number.MAX_SAFE_INTEGER);
}

function isCall({ functions }: Graph, { opType, domain }: Node): boolean {
	return functions.some((one) => one.name === opType && one.domain === domain);
}

/** Where edits in a body happen. */
export function placeOf(graph: Graph, body: BodyId): EditPlace {
	const at = addressOfBody(graph, body);
	return at === undefined ? {} : { in: at };
}

/** What a node has at each position, and behind that what its operator would take: not the places of a variadic parameter, of
 *  which there is no end. */
function ports(
	names: readonly string[],
	parameters: OperatorSchema["inputs"] | undefined,
	describe: (name: string) => ValueDescription,
): PortDescription[] {
	const listed = parameters?.filter(({ option, minArity }, i) => option !== "variadic" || i < minArity) ?? [];
	return Array.from({ length: Math.max(names.length, listed.length) }, (_, i) => {
		const parameter = parameters && parameterAt(parameters, i);
		const name = names[i] ?? "";
		const isVariadic = parameter?.option === "variadic";
		return {
			parameter: parameter ? (isVariadic ? `${parameter.name} ${i}` : parameter.name) : String(i),
			isOptional: parameter === undefined || parameter.option === "optional" || (isVariadic && i === names.length - 1),
			value: name === "" ? undefined : describe(name),
		};
	});
}

export function describeValue(graph: Graph, body: Body, { facts, shown }: KnownFacts, name: string): ValueDescription {
	const { definitions, uses, outputs } = indexOf(body);
	const definition = definitions.get(name);
	const fact = factOf(shown, body.id, name);
	const own = factOf(facts, body.id, name);
	const declared = declaredType(body, name);
	const type = declared ?? typeToProto(own.type);
	const maker = definition?.by === "node" ? definition.node : undefined;
	const constant = maker && constantOf(maker);
	const tensor = definition?.by === "initializer" ? body.initializers[definition.position] : constant;
	return {
		name,
		place: placeOf(graph, body.id),
		type: typeText(fact),
		isAssumed: typeText(fact) !== typeText(own),
		typeDraft: (type && textFromType(type)) ?? "",
		isDeclared: declared !== undefined,
		dims: staticDims(own),
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

/** The sizes of a tensor that are all numbers. */
function staticDims({ type }: Fact): readonly number[] | undefined {
	if (!isTensor(type) || type.shape === undefined) return undefined;
	const dims = type.shape.filter((size) => typeof size === "number");
	return dims.length === type.shape.length ? dims : undefined;
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

const revisions = new WeakMap<TensorProto, number>();
let lastRevision = 0;

/** Tensors never change: one that is another object holds something else. */
function revisionOf(tensor: TensorProto): number {
	const known = revisions.get(tensor) ?? ++lastRevision;
	revisions.set(tensor, known);
	return known;
}

function tensorLine(tensor: TensorProto): TensorLine {
	const type = tensorType(tensor.dataType);
	return {
		revision: revisionOf(tensor),
		rawByteLength: type ? rawByteLength(type, elementCount(tensor.dims)) : 0,
		dataType: type?.text ?? `type ${tensor.dataType ?? 0}`,
		dims: tensor.dims,
		byteLength: storedByteLength(tensor),
		location: isExternal(tensor) ? locationOf(tensor) : undefined,
		values: fewValues(tensor, 64),
	};
}
