import {
	type AttributeProto,
	type GraphProto,
	isExternal,
	type ModelProto,
	type NodeProto,
	type StringStringEntryProto,
	type TensorProto,
} from "@suture/onnx";
import { isLeftOut } from "./left-out-weights.ts";

/** The model with tensors whose contents are elsewhere replaced by those of another model, where they stand at the same
 *  place under the same name, with the same type and shape. Bodies are found by the first output of the node that holds
 *  them, so the replacement survives that nodes are renamed, moved, added and deleted. */
export function withWeightsOf(model: ModelProto, from: ModelProto): ModelProto {
	const known = new Map<string, TensorProto>();
	visitModel(from, (tensor, place) => {
		if (!known.has(place)) known.set(place, tensor);
		return tensor;
	});
	return visitModel(model, (tensor, place) => {
		const other = known.get(place);
		return other && isExternal(tensor) && isSame(tensor, other) ? other : tensor;
	});
}

function isSame(tensor: TensorProto, other: TensorProto): boolean {
	if (tensor.dataType !== other.dataType || String(tensor.dims) !== String(other.dims)) return false;
	return isLeftOut(tensor) || keptAt(tensor.externalData) === keptAt(other.externalData);
}

function keptAt(entries: readonly StringStringEntryProto[]): string {
	return JSON.stringify(entries.map(({ key, value }) => [key, value]));
}

/** Changes a tensor, of which the place says where it stands: the same in two models when it is the same tensor. */
type Visit = (tensor: TensorProto, place: string) => TensorProto;

function visitModel(model: ModelProto, visit: Visit): ModelProto {
	const functions = model.functions.map((one) => {
		const place = `function ${one.domain ?? ""} ${one.name ?? ""} ${one.overload ?? ""}`;
		const attributeProto = one.attributeProto.map((attribute) => visitAttribute(attribute, place, visit));
		return { ...one, attributeProto, node: visitNodes(one.node, place, visit) };
	});
	return { ...model, functions, ...(model.graph && { graph: visitGraph(model.graph, "", visit) }) };
}

function visitGraph(graph: GraphProto, place: string, visit: Visit): GraphProto {
	const initializer = graph.initializer.map((tensor) => visit(tensor, `${place}/${tensor.name ?? ""}`));
	return { ...graph, initializer, node: visitNodes(graph.node, place, visit) };
}

function visitNodes(nodes: readonly NodeProto[], place: string, visit: Visit): NodeProto[] {
	return nodes.map((node, i) => {
		const name = node.output.find((one) => one !== "") ?? `#${i}`;
		const attribute = node.attribute.map((one) => visitAttribute(one, `${place}/${name}`, visit));
		return { ...node, attribute };
	});
}

function visitAttribute(attribute: AttributeProto, place: string, visit: Visit): AttributeProto {
	const { t, g } = attribute;
	const here = `${place}.${attribute.name ?? ""}`;
	return {
		...attribute,
		...(t && { t: visit(t, here) }),
		tensors: attribute.tensors.map((tensor, i) => visit(tensor, `${here}[${i}]`)),
		...(g && { g: visitGraph(g, here, visit) }),
		graphs: attribute.graphs.map((graph, i) => visitGraph(graph, `${here}[${i}]`, visit)),
	};
}
