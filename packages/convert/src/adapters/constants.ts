import type { Attribute } from "@suture/graph";
import { AttributeType, DataType, newMessage, type TensorProto } from "@suture/onnx";
import { isFloat } from "@suture/ops";
import { elementAt, numbersAt, shapeAt } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import type { Adapter } from "../crossing.ts";

/** Up to opset 11 a constant was a tensor, however short. */
const asTensor: Adapter = (node) => {
	const [given] = node.attributes;
	const tensor = node.attributes.length === 1 && given ? tensorOf(given) : undefined;
	if (!tensor) return node;
	const value = newMessage("AttributeProto", { name: "value", type: AttributeType.TENSOR, t: tensor });
	return { ...node, attributes: [value] };
};

function tensorOf({ name, f, i, s, floats, ints, strings }: Attribute): TensorProto | undefined {
	switch (name) {
		case "value_float":
			return tensor(DataType.FLOAT, [], float32s([f ?? 0]));
		case "value_floats":
			return tensor(DataType.FLOAT, [floats.length], float32s(floats));
		case "value_int":
			return tensor(DataType.INT64, [], int64s([i ?? 0]));
		case "value_ints":
			return tensor(DataType.INT64, [ints.length], int64s(ints));
		case "value_string":
			return newMessage("TensorProto", { dataType: DataType.STRING, dims: [], stringData: [s ?? new Uint8Array()] });
		case "value_strings":
			return newMessage("TensorProto", {
				dataType: DataType.STRING,
				dims: [strings.length],
				stringData: [...strings],
			});
		default:
			return undefined;
	}
}

function tensor(dataType: number, dims: number[], bytes: Uint8Array): TensorProto {
	return newMessage("TensorProto", { dataType, dims, rawData: { at: "memory", bytes } });
}

function float32s(values: readonly number[]): Uint8Array {
	const bytes = new DataView(new ArrayBuffer(4 * values.length));
	for (const [i, value] of values.entries()) bytes.setFloat32(4 * i, value, true);
	return new Uint8Array(bytes.buffer);
}

function int64s(values: readonly (bigint | number)[]): Uint8Array {
	const bytes = new DataView(new ArrayBuffer(8 * values.length));
	for (const [i, value] of values.entries()) bytes.setBigInt64(8 * i, BigInt(value), true);
	return new Uint8Array(bytes.buffer);
}

/** Up to opset 8 a constant was of floating point; an initializer may be of any type. */
const asInitializer: Adapter = (node, { site, node: { attributes, outputs } }) => {
	const [value = ""] = outputs;
	const type = elementAt(site, value);
	if (type === undefined || isFloat(type) || site.isFunction) return node;
	const sizes = shapeAt(site, value)?.filter((size) => typeof size === "number");
	const isTensor = attributes.some(({ name }) => name === "value");
	const numbers = numbersAt(site, value);
	const written = numbers && sizes ? { type, dims: sizes, values: numbers } : undefined;
	const tensor = isTensor ? { same: value } : written;
	if (!tensor) return node;
	return { edits: [{ do: "make-constant", value, tensor, ...(site.address ? { in: site.address } : {}) }] };
};

export const constants: Adapters = {
	Constant: [
		{ version: 9, down: asInitializer },
		{ version: 12, down: asTensor },
	],
};
