import {
	type Attribute,
	type Body,
	type BodyId,
	bodyOf,
	type Graph,
	type Node,
	nearestName,
	placeOfNode,
} from "@suture/graph";
import { AttributeType } from "@suture/onnx";
import {
	attributeChoice,
	elementOfFact,
	type FormalParameter,
	type OperatorSchema,
	operatorSchema,
	operatorVersions,
	parameterAt,
} from "@suture/ops";
import { type NodePlace, type Problem, problem } from "@suture/problems";
import { type Facts, factOf } from "./facts.ts";
import { opsetsOf } from "./opsets.ts";

/** Every node held against its operator's definition in the model's opset: inputs that are missing or too many, types that it
 *  does not take or give, attributes that it does not have, needs, or has of another type. Nodes of domains that are not
 *  ONNX's and that nobody knows pass, and calls of the model's own functions. Time: linear in edges. */
export function checkOperators(graph: Graph, facts: Facts): Problem[] {
	const found: Problem[] = [];
	const isOwn = new Set(graph.functions.map(({ domain, name }) => `${plain(domain)}:${name}`));
	const roots = [
		{ body: graph.main, opsets: opsetsOf(graph.header.opsetImport) },
		...graph.functions.map(({ body, opsetImport }) => ({ body, opsets: opsetsOf(opsetImport) })),
	];
	for (const { body, opsets } of roots)
		walk(graph, body, [], (node, where, place) => {
			if (isOwn.has(`${plain(node.domain)}:${node.opType}`)) return;
			for (const one of checkNode(node, opsets, (value) => typeOf(facts, where, value)))
				found.push({ ...one, place: { node: place() } });
		});
	return found;
}

function plain(domain: string): string {
	return domain === "ai.onnx" ? "" : domain;
}

function typeOf(facts: Facts, bodies: readonly BodyId[], value: string): string | undefined {
	const home = bodies.find((body) => facts.bodies.get(body)?.has(value));
	return home === undefined ? undefined : elementOfFact(factOf(facts, home, value));
}

/** `where`: the node's body and those around it, the nearest first. */
type Visit = (node: Node, where: readonly BodyId[], place: () => NodePlace) => void;

function walk(graph: Graph, id: BodyId, path: readonly string[], visit: Visit, around: readonly BodyId[] = []): void {
	const body: Body = bodyOf(graph, id);
	const where = [id, ...around];
	body.nodes.forEach((node, index) => {
		const place = () => placeOfNode(node, index, path);
		visit(node, where, place);
		for (const { name = "", bodies = [] } of node.attributes)
			for (const inner of bodies) walk(graph, inner, [...path, node.name, name], visit, where);
	});
}

function checkNode(
	node: Node,
	opsets: ReadonlyMap<string, number>,
	typeOf: (value: string) => string | undefined,
): Problem[] {
	const opset = opsets.get(plain(node.domain));
	const schema = operatorSchema(node.opType, node.domain, opset ?? Number.MAX_SAFE_INTEGER);
	if (opset === undefined) return schema ? [problem("operator/no-opset", { domain: node.domain || "ai.onnx" })] : [];
	if (!schema) return unknown(node, opset);
	if (schema.deprecated) return [problem("operator/removed", { operator: node.opType, since: schema.sinceVersion })];
	const inputs = checkInputs(node, schema, typeOf);
	// A type that should not go in comes out too; saying that would say it twice.
	const outputs = inputs.length > 0 ? [] : checkOutputs(node, schema, typeOf);
	return [...inputs, ...outputs, ...checkAttributes(node, schema)];
}

function unknown({ opType: operator, domain }: Node, opset: number): Problem[] {
	const [since] = operatorVersions(operator, domain);
	if (since !== undefined) return [problem("operator/too-new", { operator, since, opset })];
	return isOfOnnx(domain) ? [problem("operator/unknown", { operator, domain: domain || "ai.onnx" })] : [];
}

function checkInputs(node: Node, schema: OperatorSchema, typeOf: (value: string) => string | undefined): Problem[] {
	const { inputs, opType: operator } = node;
	if (inputs.length > schema.maxInputs)
		return [problem("operator/too-many-inputs", { operator, most: schema.maxInputs, found: inputs.length })];
	const found: Problem[] = [];
	const places = Math.max(inputs.length, schema.minInputs);
	for (let i = 0; i < places; i++) {
		const parameter = parameterAt(schema.inputs, i);
		if (!parameter) continue;
		const value = inputs[i] ?? "";
		if (value === "") {
			if (parameter.option !== "optional" && i < Math.max(schema.minInputs, inputs.length))
				found.push(problem("operator/missing-input", { input: parameter.name }));
			continue;
		}
		const type = typeOf(value);
		if (type !== undefined && !takes(parameter, type))
			found.push(problem("operator/input-type", { input: parameter.name, found: type, operator }));
	}
	return found;
}

/** Whether a parameter takes tensors with such elements; one that takes anything but tensors is not asked. */
function takes({ types }: FormalParameter, element: string): boolean {
	return (
		types.length === 0 || !types.some((type) => type.startsWith("tensor(")) || types.includes(`tensor(${element})`)
	);
}

function checkOutputs(
	{ outputs, opType: operator }: Node,
	{ maxOutputs: most, outputs: parameters }: OperatorSchema,
	typeOf: (value: string) => string | undefined,
): Problem[] {
	if (outputs.length > most) return [problem("operator/too-many-outputs", { operator, most, found: outputs.length })];
	return outputs.flatMap((value, i) => {
		const parameter = parameterAt(parameters, i);
		const type = value === "" ? undefined : typeOf(value);
		if (!parameter || type === undefined || takes(parameter, type)) return [];
		return [problem("operator/output-type", { output: parameter.name, found: type, operator })];
	});
}

function checkAttributes(node: Node, schema: OperatorSchema): Problem[] {
	const found: Problem[] = [];
	const given = new Set(node.attributes.map(({ name = "" }) => name));
	for (const attribute of node.attributes) found.push(...checkAttribute(node, schema, attribute));
	for (const { name, required } of schema.attributes.values()) {
		if (required && !given.has(name))
			found.push(problem("operator/missing-attribute", { attribute: name, operator: node.opType }));
	}
	return found;
}

/** Whether ONNX says what operators a domain has. */
function isOfOnnx(domain: string): boolean {
	return domain === "" || domain === "ai.onnx" || domain.startsWith("ai.onnx.");
}

const decoder = new TextDecoder();

function checkAttribute({ opType: operator, domain }: Node, schema: OperatorSchema, given: Attribute): Problem[] {
	const { name: attribute = "", type, s } = given;
	const known = schema.attributes.get(attribute);
	if (!known) {
		if (isForTensorRt(attribute) || isInternal(attribute) || schema.domain === "trt.plugins") return [];
		const nearest = nearestName(attribute, schema.attributes.keys());
		return [problem("operator/unknown-attribute", { attribute, operator, nearest })];
	}
	// Models before IR version 2 leave the type out; a reference in a function has the type of what it refers to.
	if (type && !given.refAttrName && type !== AttributeType[known.type])
		return [problem("operator/attribute-type", { attribute, wanted: known.type, found: typeName(type) })];
	const choice = attributeChoice(operator, domain, known);
	if (choice?.kind !== "texts" || s === undefined || type !== AttributeType.STRING) return [];
	const value = decoder.decode(s);
	return choice.texts.includes(value)
		? []
		: [problem("operator/attribute-value", { attribute, value, allowed: choice.texts })];
}

// TensorRT's parser reads these from any node: see plugins.json.
function isForTensorRt(attribute: string): boolean {
	return attribute === "plugin_version" || attribute === "plugin_namespace" || attribute.startsWith("tensorrt_");
}

// onnx/defs/schema.cc 1.22, isInternalSymbol: whoever writes such a name means it.
function isInternal(attribute: string): boolean {
	return attribute.startsWith("__");
}

function typeName(type: number): string {
	return Object.entries(AttributeType).find(([, number]) => number === type)?.[0] ?? `type ${type}`;
}
