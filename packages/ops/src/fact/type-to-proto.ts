import { newMessage, type TensorShapeProto_Dimension, type TypeProto } from "@suture/onnx";
import type { Dimension } from "../dimension/expression.ts";
import { asciiOfDimension } from "../dimension/text.ts";
import { dataTypeOf } from "./element-type.ts";
import type { TensorValueType, ValueType } from "./value-type.ts";

/** A type as a file holds it; an expression becomes the text of a dim_param. Undefined where an element type is not known,
 *  since a file can't say that. */
export function typeToProto(type: ValueType | undefined): TypeProto | undefined {
	switch (type?.kind) {
		case undefined:
			return undefined;
		case "tensor": {
			const tensorType = tensorToProto(type);
			return tensorType && newMessage("TypeProto", { tensorType });
		}
		case "sparse-tensor": {
			const sparseTensorType = tensorToProto(type);
			return sparseTensorType && newMessage("TypeProto", { sparseTensorType });
		}
		case "sequence": {
			const elemType = typeToProto(type.of);
			return elemType && newMessage("TypeProto", { sequenceType: { elemType } });
		}
		case "optional": {
			const elemType = typeToProto(type.of);
			return elemType && newMessage("TypeProto", { optionalType: { elemType } });
		}
		case "map": {
			const valueType = typeToProto(type.value);
			if (type.key === undefined || valueType === undefined) return undefined;
			return newMessage("TypeProto", { mapType: { keyType: dataTypeOf(type.key), valueType } });
		}
		case "opaque":
			return newMessage("TypeProto", { opaqueType: { domain: type.domain, name: type.name } });
	}
}

function tensorToProto({ element, shape }: TensorValueType): NonNullable<TypeProto["tensorType"]> | undefined {
	if (element === undefined) return undefined;
	const elemType = dataTypeOf(element);
	if (shape === undefined) return { elemType };
	return { elemType, shape: newMessage("TensorShapeProto", { dim: shape.map(dimensionToProto) }) };
}

function dimensionToProto(dimension: Dimension): TensorShapeProto_Dimension {
	return typeof dimension === "number" ? { dimValue: dimension } : { dimParam: asciiOfDimension(dimension) };
}
