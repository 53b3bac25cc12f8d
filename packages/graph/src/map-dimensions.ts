import type { TensorShapeProto_Dimension, TypeProto, ValueInfoProto } from "@suture/onnx";
import type { Body } from "./graph.ts";
import { mapped } from "./same-array.ts";

export type ChangeDimension = (dimension: TensorShapeProto_Dimension) => TensorShapeProto_Dimension;

/** A body with the sizes in its declared types changed; the same body when each stays what it is. */
export function withDimensions(body: Body, change: ChangeDimension): Body {
	const changed = (info: ValueInfoProto): ValueInfoProto => {
		const type = info.type && typeWith(info.type, change);
		return type === info.type || type === undefined ? info : { ...info, type };
	};
	const inputs = mapped(body.inputs, changed);
	const outputs = mapped(body.outputs, changed);
	const valueInfo = mapped(body.valueInfo, changed);
	const isSame = inputs === body.inputs && outputs === body.outputs && valueInfo === body.valueInfo;
	return isSame ? body : { ...body, inputs, outputs, valueInfo };
}

/** What sizes in the declared types of a body are called, expressions included. */
export function dimensionNames(body: Body): Set<string> {
	const names = new Set<string>();
	withDimensions(body, (dimension) => {
		if (dimension.dimParam) names.add(dimension.dimParam);
		return dimension;
	});
	return names;
}

function typeWith(type: TypeProto, change: ChangeDimension): TypeProto {
	const { tensorType, sparseTensorType, sequenceType, optionalType, mapType } = type;
	if (tensorType) return replaced(type, { tensorType: tensorWith(tensorType, change) });
	if (sparseTensorType) return replaced(type, { sparseTensorType: tensorWith(sparseTensorType, change) });
	if (sequenceType) return replaced(type, { sequenceType: heldWith(sequenceType, change) });
	if (optionalType) return replaced(type, { optionalType: heldWith(optionalType, change) });
	if (!mapType?.valueType) return type;
	const valueType = typeWith(mapType.valueType, change);
	return valueType === mapType.valueType ? type : { ...type, mapType: { ...mapType, valueType } };
}

/** The same type when its one field is what it was. */
function replaced(type: TypeProto, field: Partial<TypeProto>): TypeProto {
	const isSame = Object.entries(field).every(([name, value]) => type[name as keyof TypeProto] === value);
	return isSame ? type : { ...type, ...field };
}

type Tensor = NonNullable<TypeProto["tensorType"]>;

function tensorWith<T extends Pick<Tensor, "shape">>(tensor: T, change: ChangeDimension): T {
	const { shape } = tensor;
	const dim = shape && mapped(shape.dim, change);
	return !shape || !dim || dim === shape.dim ? tensor : { ...tensor, shape: { ...shape, dim } };
}

function heldWith<T extends { readonly elemType?: TypeProto }>(held: T, change: ChangeDimension): T {
	const elemType = held.elemType && typeWith(held.elemType, change);
	return elemType === held.elemType || !elemType ? held : { ...held, elemType };
}
