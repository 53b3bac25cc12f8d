import type { TensorShapeProto, TensorShapeProto_Dimension, TypeProto } from "@suture/onnx";
import type { Dimension } from "../dimension/expression.ts";
import { elementTypeOf } from "./element-type.ts";
import type { TensorValueType, ValueType } from "./value-type.ts";

/** What a size of a file is called here; `axis` is its position, -1 inside of sequences and the like. */
export type DimensionReader = (dimension: TensorShapeProto_Dimension, axis: number) => Dimension;

/** Deeper types than a sequence of optionals of maps are none. */
const deepest = 16;

/** The type that a file gives for a value; undefined when it gives none. */
export function typeFromProto(
	type: TypeProto | undefined,
	readDimension: DimensionReader,
	depth = 0,
): ValueType | undefined {
	if (type === undefined || depth > deepest) return undefined;
	const inner = (one: TypeProto | undefined) =>
		typeFromProto(one, (dimension) => readDimension(dimension, -1), depth + 1);
	if (type.tensorType) return tensorFromProto("tensor", type.tensorType, readDimension);
	if (type.sparseTensorType) return tensorFromProto("sparse-tensor", type.sparseTensorType, readDimension);
	if (type.sequenceType) return { kind: "sequence", of: inner(type.sequenceType.elemType) };
	if (type.optionalType) return { kind: "optional", of: inner(type.optionalType.elemType) };
	if (type.mapType) {
		const { keyType, valueType } = type.mapType;
		return { kind: "map", key: elementTypeOf(keyType), value: inner(valueType) };
	}
	if (type.opaqueType) {
		return { kind: "opaque", domain: type.opaqueType.domain ?? "", name: type.opaqueType.name ?? "" };
	}
	return undefined;
}

function tensorFromProto(
	kind: TensorValueType["kind"],
	{ elemType, shape }: { readonly elemType?: number; readonly shape?: TensorShapeProto },
	readDimension: DimensionReader,
): TensorValueType {
	return { kind, element: elementTypeOf(elemType), shape: shape?.dim.map(readDimension) };
}
