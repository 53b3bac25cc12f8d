import { type Body, indexOf, type Node } from "@suture/graph";
import { elementCount, newMessage, type TensorProto } from "@suture/onnx";

/** Values of small Constant nodes, by the value's name: what a card can show as one of its rows. Larger ones, and those that the
 *  graph gives as outputs, stay boxes. */
export function foldableConstants(body: Body): ReadonlyMap<string, TensorProto> {
	const { outputs } = indexOf(body);
	const found = new Map<string, TensorProto>();
	for (const node of body.nodes) {
		const name = node.outputs[0];
		if (name === undefined || outputs.has(name)) continue;
		const tensor = constantOf(node);
		if (tensor && elementCount(tensor.dims) <= 64) found.set(name, tensor);
	}
	return found;
}

/** What a Constant node gives; undefined for other nodes, and for a form that says nothing of its shape. */
export function constantOf(node: Node): TensorProto | undefined {
	if (node.opType !== "Constant" || (node.domain !== "" && node.domain !== "ai.onnx")) return undefined;
	for (const { name, t, f, i, s, floats, ints, strings } of node.attributes) {
		switch (name) {
			case "value":
				return t;
			case "value_float":
				return f === undefined ? undefined : floatTensor([f], []);
			case "value_floats":
				return floatTensor(floats, [floats.length]);
			case "value_int":
				return i === undefined ? undefined : intTensor([i], []);
			case "value_ints":
				return intTensor(ints, [ints.length]);
			case "value_string":
				return s && textTensor([s], []);
			case "value_strings":
				return textTensor(strings, [strings.length]);
		}
	}
	return undefined;
}

function floatTensor(values: readonly number[], dims: readonly number[]): TensorProto {
	return rawTensor("FLOAT", new Uint8Array(Float32Array.from(values).buffer), dims);
}

function intTensor(values: readonly bigint[], dims: readonly number[]): TensorProto {
	return rawTensor("INT64", new Uint8Array(BigInt64Array.from(values).buffer), dims);
}

function textTensor(stringData: readonly Uint8Array[], dims: readonly number[]): TensorProto {
	return newMessage("TensorProto", { dataType: 8, dims, stringData });
}

function rawTensor(type: "FLOAT" | "INT64", bytes: Uint8Array, dims: readonly number[]): TensorProto {
	const dataType = type === "FLOAT" ? 1 : 7;
	return newMessage("TensorProto", { dataType, dims, rawData: { at: "memory", bytes } });
}
