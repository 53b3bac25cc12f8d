import { type TensorType, tensorType, tensorTypeNamed } from "@suture/onnx";

/** The type of a tensor's elements, in the words of ONNX's type strings: float, int64, bool. */
export type ElementType = Lowercase<TensorType["name"]>;

/** The element type of a TensorProto.DataType number; undefined for a number that ONNX does not have. */
export function elementTypeOf(dataType: number | undefined): ElementType | undefined {
	return tensorType(dataType)?.text as ElementType | undefined; // a text is its name in lower case
}

/** The TensorProto.DataType number. */
export function dataTypeOf(element: ElementType): number {
	return tensorTypeNamed(element)?.dataType ?? 0;
}

const integers: ReadonlySet<string> = new Set<ElementType>([
	..."int2 int4 int8 int16 int32 int64 uint2 uint4 uint8 uint16 uint32 uint64".split(" "),
] as ElementType[]);

/** Whether elements are whole numbers; bool is none. */
export function isInteger(element: ElementType | undefined): boolean {
	return element !== undefined && integers.has(element);
}

const floats: ReadonlySet<string> = new Set<ElementType>(["float16", "bfloat16", "float", "double"]);

/** Whether elements are floating-point numbers of at least 16 bits. */
export function isFloat(element: ElementType | undefined): boolean {
	return element !== undefined && floats.has(element);
}
