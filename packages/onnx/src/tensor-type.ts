import { DataType } from "./schema.gen.ts";

/** How the elements of a tensor type are stored. */
export interface TensorType {
	/** Name as onnx.proto has it: FLOAT, INT64, FLOAT8E4M3FN. */
	readonly name: DataTypeName;
	/** Name as ONNX's textual syntax and its type strings have it: float, int64, float8e4m3fn. */
	readonly text: string;
	readonly dataType: number;
	/** Bits an element takes in raw_data, real and imaginary part together. Elements below a byte are packed from the
	 *  least significant bit. 0 for strings. */
	readonly bits: number;
	/** The field that holds the values where raw_data does not. */
	readonly field: "floatData" | "int32Data" | "stringData" | "int64Data" | "doubleData" | "uint64Data";
}

export type DataTypeName = Exclude<keyof typeof DataType, "UNDEFINED">;

function row(name: DataTypeName, bits: number, field: TensorType["field"]): TensorType {
	return { name, text: name.toLowerCase(), dataType: DataType[name], bits, field };
}

// Source: the comments of TensorProto in onnx.proto of ONNX 1.23.
const types: readonly TensorType[] = [
	row("FLOAT", 32, "floatData"),
	row("UINT8", 8, "int32Data"),
	row("INT8", 8, "int32Data"),
	row("UINT16", 16, "int32Data"),
	row("INT16", 16, "int32Data"),
	row("INT32", 32, "int32Data"),
	row("INT64", 64, "int64Data"),
	row("STRING", 0, "stringData"),
	row("BOOL", 8, "int32Data"),
	row("FLOAT16", 16, "int32Data"),
	row("DOUBLE", 64, "doubleData"),
	row("UINT32", 32, "uint64Data"),
	row("UINT64", 64, "uint64Data"),
	row("COMPLEX64", 64, "floatData"),
	row("COMPLEX128", 128, "doubleData"),
	row("BFLOAT16", 16, "int32Data"),
	row("FLOAT8E4M3FN", 8, "int32Data"),
	row("FLOAT8E4M3FNUZ", 8, "int32Data"),
	row("FLOAT8E5M2", 8, "int32Data"),
	row("FLOAT8E5M2FNUZ", 8, "int32Data"),
	row("UINT4", 4, "int32Data"),
	row("INT4", 4, "int32Data"),
	row("FLOAT4E2M1", 4, "int32Data"),
	row("FLOAT8E8M0", 8, "int32Data"),
	row("UINT2", 2, "int32Data"),
	row("INT2", 2, "int32Data"),
	row("FLOAT6E2M3", 6, "int32Data"),
	row("FLOAT6E3M2", 6, "int32Data"),
];

const byCode: ReadonlyMap<number, TensorType> = new Map(types.map((type) => [type.dataType, type]));
const byText: ReadonlyMap<string, TensorType> = new Map(types.map((type) => [type.text, type]));

/** The type of a TensorProto.DataType number; undefined for UNDEFINED and for what ONNX 1.23 does not have. */
export function tensorType(dataType: number | undefined): TensorType | undefined {
	return dataType === undefined ? undefined : byCode.get(dataType);
}

/** The type of a name such as `float` or `int64`. */
export function tensorTypeNamed(text: string): TensorType | undefined {
	return byText.get(text.toLowerCase());
}

/** Every type, in the order of their numbers. */
export function tensorTypes(): readonly TensorType[] {
	return types;
}

/** Number of elements of a tensor with these dimensions; 1 for a scalar. Infinity or NaN when they make no sense. */
export function elementCount(dims: readonly number[]): number {
	let product = 1;
	for (const dim of dims) product *= dim < 0 ? Number.NaN : dim;
	return product;
}

/** Bytes of raw_data for this many elements. */
export function rawByteLength(type: TensorType, elements: number): number {
	return Math.ceil((elements * type.bits) / 8);
}
