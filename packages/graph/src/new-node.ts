import { AttributeType, newMessage, type TensorProto } from "@suture/onnx";
import type { Attribute, Node, NodeId } from "./graph.ts";

/** A node that no file has yet: of ai.onnx, without a name and attributes unless they are given. */
export function newNode(id: NodeId, fields: Partial<Omit<Node, "id">> & Pick<Node, "opType">): Node {
	return {
		id,
		name: "",
		domain: "",
		overload: "",
		inputs: [],
		outputs: [],
		attributes: [],
		docString: undefined,
		metadataProps: [],
		deviceConfigurations: [],
		origin: undefined,
		...fields,
	};
}

/** A node that gives a tensor. */
export function newConstant(id: NodeId, tensor: TensorProto, output: string): Node {
	return newNode(id, { opType: "Constant", outputs: [output], attributes: [tensorAttribute("value", tensor)] });
}

export function tensorAttribute(name: string, tensor: TensorProto): Attribute {
	const { name: _, ...unnamed } = tensor;
	return newMessage("AttributeProto", { name, type: AttributeType.TENSOR, t: unnamed });
}

export function intAttribute(name: string, value: number): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.INT, i: BigInt(value) });
}

export function intsAttribute(name: string, values: readonly number[]): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.INTS, ints: values.map(BigInt) });
}
