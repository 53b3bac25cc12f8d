import { DataType } from "@suture/onnx";

/** TensorProto.DataType numbers with the words that ONNX's textual syntax has for them. */
export const dataTypeOptions: readonly (readonly [string, string])[] = Object.entries(DataType)
	.filter(([name]) => name !== "UNDEFINED")
	.map(([name, number]) => [String(number), name.toLowerCase()] as const);
