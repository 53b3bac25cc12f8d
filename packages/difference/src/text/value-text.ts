import { type Attribute, textFromType } from "@suture/graph";
import {
	AttributeType,
	elementCount,
	type TensorProto,
	tensorBytesInMemory,
	tensorType,
	tensorValues,
} from "@suture/onnx";
import type { Constant } from "../constants.ts";

/** How many values of a list or tensor stand in a line. */
const shown = 8;

/** The value of an attribute, cut where it is long: 2, [1, 1], "same", float[3] {1, 2, 3}. */
export function attributeText(attribute: Attribute): string {
	const { refAttrName, f, i, s, t, tp, floats, ints, strings, bodies } = attribute;
	if (refAttrName) return `@${refAttrName}`;
	if (bodies) return "a body";
	switch (attribute.type) {
		case AttributeType.INT:
			return String(i ?? 0n);
		case AttributeType.FLOAT:
			return floatText(f ?? 0);
		case AttributeType.STRING:
			return stringText(s ?? new Uint8Array(0));
		case AttributeType.INTS:
			return listText(ints, String);
		case AttributeType.FLOATS:
			return listText(floats, floatText);
		case AttributeType.STRINGS:
			return listText(strings, stringText);
		case AttributeType.TENSOR:
			return t ? tensorText(t) : "a tensor";
		case AttributeType.TYPE_PROTO:
			return (tp && textFromType(tp)) ?? "a type";
		default:
			return "a value";
	}
}

function listText<T>(values: readonly T[], text: (value: T) => string): string {
	const more = values.length > shown ? ", …" : "";
	return `[${values.slice(0, shown).map(text).join(", ")}${more}]`;
}

/** The shortest decimal of a float32. */
function floatText(value: number): string {
	return String(Number(value.toPrecision(7)));
}

function stringText(bytes: Uint8Array): string {
	const text = new TextDecoder().decode(bytes.subarray(0, 200));
	return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** A tensor's type, and its values when they are few. */
export function tensorText(tensor: TensorProto): string {
	const type = tensorType(tensor.dataType);
	const elements = elementCount(tensor.dims);
	const read = type && type.bits > 0 && elements <= shown ? tensorBytesInMemory(tensor) : undefined;
	if (!type || !read || !("bytes" in read)) return tensorTypeText(tensor);
	const values = Array.from<number | bigint, string>(tensorValues(type, read.bytes, elements), (value) =>
		typeof value === "number" ? floatText(value) : String(value),
	);
	return `${tensorTypeText(tensor)} {${values.join(", ")}}`;
}

export function tensorTypeText({ dataType, dims }: TensorProto): string {
	const type = tensorType(dataType)?.text ?? `type${dataType ?? 0}`;
	return dims.length === 0 ? type : `${type}[${dims.join(",")}]`;
}

export function constantText(constant: Constant): string {
	return constant.as === "sparse-initializer" ? "a sparse tensor" : tensorText(constant.tensor);
}
