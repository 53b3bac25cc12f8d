import { elementCount, type TensorProto, tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";
import { shortNumber } from "./short-number.ts";

/** A tensor in a few characters: its values when they are few and at hand, else its shape. */
export function tensorSummary(tensor: TensorProto): string {
	const values = fewValues(tensor, 6);
	if (values === undefined) return shapeText(tensor.dims);
	return tensor.dims.length === 0 ? (values[0] ?? "") : `[${values.join(", ")}]`;
}

export function shapeText(dims: readonly number[]): string {
	return dims.length === 0 ? "scalar" : dims.join("×");
}

/** The values as text, when there are at most `limit` and reading them needs no file. */
export function fewValues(tensor: TensorProto, limit: number): string[] | undefined {
	const elements = elementCount(tensor.dims);
	const type = tensorType(tensor.dataType);
	if (!type || !(elements <= limit) || tensor.dims.length > 1) return undefined;
	if (type.name === "STRING") return tensor.stringData.map((bytes) => JSON.stringify(new TextDecoder().decode(bytes)));
	const read = tensorBytesInMemory(tensor);
	if (!read || "problem" in read) return undefined;
	const isFloat = type.text.startsWith("float") || type.text.startsWith("bfloat") || type.text === "double";
	const values: ArrayLike<number | bigint> = tensorValues(type, read.bytes, elements);
	return Array.from(values, (value) => (isFloat && typeof value === "number" ? shortNumber(value) : String(value)));
}
