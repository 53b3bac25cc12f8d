import {
	type BodyId,
	bodyOf,
	type Definition,
	type Graph,
	holderOf,
	indexOf,
	type Node,
	tensorOfValue,
	textFromTensor,
} from "@suture/graph";
import { DataType, newMessage, type TensorProto } from "@suture/onnx";
import { plainDomain } from "./operator-version.ts";

/** Whether a node is a Constant. */
export function isConstantNode({ opType, domain }: Node): boolean {
	return opType === "Constant" && plainDomain(domain) === "";
}

/** Identities in a row that are looked through; a broken graph may have them in a circle. */
const mostIdentities = 20;

/** The contents of a value that a body can read and that no input of the model can replace; undefined for other values.
 *  Exporters share a weight by Identity nodes, so those are looked through. */
export function constantOf(graph: Graph, body: BodyId, value: string): TensorProto | undefined {
	let at = { body, value };
	for (let i = 0; i < mostIdentities; i++) {
		const made = definitionAround(graph, at.body, at.value);
		if (made?.definition.by !== "node") {
			return made && !isReplaceable(graph, made.body, at.value) ? tensorOfValue(graph, made.body, at.value) : undefined;
		}
		const { node } = made.definition;
		if (isConstantNode(node)) return tensorOfNode(node);
		if (node.opType !== "Identity" || plainDomain(node.domain) !== "") return undefined;
		at = { body: made.body, value: node.inputs[0] ?? "" };
	}
	return undefined;
}

/** Where a value that a body can read comes from, and in which body that is. */
function definitionAround(
	graph: Graph,
	body: BodyId,
	value: string,
): { body: BodyId; definition: Definition } | undefined {
	for (let at: BodyId | undefined = body; at !== undefined; at = holderOf(graph, at)?.body.id) {
		const definition = indexOf(bodyOf(graph, at)).definitions.get(value);
		if (definition) return { body: at, definition };
	}
	return undefined;
}

/** From IR version 4 on, an initializer that is an input too is a default. Before, every initializer had to be an input. */
function isReplaceable(graph: Graph, body: BodyId, value: string): boolean {
	return (graph.header.irVersion ?? 0) >= 4 && bodyOf(graph, body).inputs.some(({ name }) => name === value);
}

function tensorOfNode({ attributes }: Node): TensorProto | undefined {
	const [attribute] = attributes;
	if (attributes.length !== 1 || !attribute || attribute.refAttrName) return undefined;
	switch (attribute.name) {
		case "value":
			return attribute.t;
		case "value_float":
			return rawTensor(DataType.FLOAT, [], Float32Array.of(attribute.f ?? 0));
		case "value_int":
			return rawTensor(DataType.INT64, [], BigInt64Array.of(attribute.i ?? 0n));
		case "value_floats":
			return rawTensor(DataType.FLOAT, [attribute.floats.length], Float32Array.from(attribute.floats));
		case "value_ints":
			return rawTensor(DataType.INT64, [attribute.ints.length], BigInt64Array.from(attribute.ints));
		default:
			return undefined;
	}
}

function rawTensor(dataType: number, dims: readonly number[], elements: Float32Array | BigInt64Array): TensorProto {
	const bytes = new Uint8Array(elements.buffer as ArrayBuffer);
	return newMessage("TensorProto", { dataType, dims, rawData: { at: "memory", bytes } });
}

const texts = new WeakMap<TensorProto, string>();

/** The contents of a constant as text; "" for one of more than 64 elements, or that is not in memory. */
export function textOfConstant(tensor: TensorProto): string {
	let text = texts.get(tensor);
	if (text === undefined) {
		text = textFromTensor(tensor) ?? "";
		texts.set(tensor, text);
	}
	return text;
}
