import type { ElementType } from "@suture/ops";
import { releaseNumber } from "../target/releases.ts";

/** A data type as TensorRT's parser names it. */
export type DataType =
	| "FLOAT"
	| "HALF"
	| "BF16"
	| "INT32"
	| "INT64"
	| "INT8"
	| "UINT8"
	| "BOOL"
	| "FP8"
	| "INT4"
	| "FP4";

/** What a parser makes of ONNX's types: the first row of a type that the release has reached. `weights` is what an initializer
 *  becomes where that differs from a tensor. onnx-tensorrt convertDtype and convertOnnxWeights, 7.2.1 to 10.1-GA; FP4 by the
 *  changelog of 10.8; RTX 1.7.1 was asked about INT16, UINT32 and STRING. */
const rows: readonly {
	readonly element: ElementType;
	readonly since: string;
	readonly tensor?: DataType;
	readonly weights?: DataType;
}[] = [
	{ element: "float", since: "7.2", tensor: "FLOAT" },
	{ element: "double", since: "7.2", tensor: "FLOAT" },
	{ element: "float16", since: "7.2", tensor: "HALF" },
	{ element: "int8", since: "7.2", tensor: "INT8" },
	{ element: "int32", since: "7.2", tensor: "INT32" },
	{ element: "bool", since: "7.2", tensor: "BOOL" },
	{ element: "int64", since: "9.0", tensor: "INT64" },
	{ element: "int64", since: "7.2", tensor: "INT32" },
	{ element: "uint8", since: "8.5", tensor: "UINT8" },
	{ element: "uint8", since: "7.2", weights: "INT32" },
	{ element: "bfloat16", since: "9.0", tensor: "BF16" },
	{ element: "float8e4m3fn", since: "8.6", tensor: "FP8" },
	{ element: "int4", since: "10.0", tensor: "INT4" },
	{ element: "float4e2m1", since: "10.8", tensor: "FP4" },
];

/** The type that a tensor or an initializer of an ONNX type has in a parser; undefined when the parser has none for it. */
export function dataTypeIn(
	release: number,
	element: ElementType,
	kind: "tensor" | "weights" = "tensor",
): DataType | undefined {
	const row = rows.find((one) => one.element === element && releaseNumber(one.since) <= release);
	return kind === "weights" ? (row?.weights ?? row?.tensor) : row?.tensor;
}
