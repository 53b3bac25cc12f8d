import { type TensorShapeProto_Dimension, type TypeProto, tensorType } from "@suture/onnx";
import { isDotted, isIdentifier, nameText, quoted } from "./quote.ts";

/** How the two parts of a type are written that ONNX's syntax can't always carry. */
export interface TypeStyle {
	/** The word of an element type; undefined when there is none. */
	readonly element: (dataType: number | undefined) => string | undefined;
	/** A size that has a name. */
	readonly size: (name: string) => string;
}

/** As onnx.parser reads it. */
const exactStyle: TypeStyle = { element: (dataType) => tensorType(dataType)?.text, size: nameText };

/** A size without quotes wherever `readType` takes it so: N+1. */
export function plainSize(name: string): string {
	return /^[a-z_][^\],\s]*$/i.test(name) ? name : quoted(name);
}

/** A type in ONNX's textual syntax; undefined for one without contents, or with elements that have no word. */
export function writeType(type: TypeProto, style: TypeStyle = exactStyle): string | undefined {
	if (type.tensorType) return tensorText(type.tensorType, style);
	if (type.sparseTensorType) return wrapped("sparse_tensor", tensorText(type.sparseTensorType, style));
	if (type.sequenceType) return wrapped("seq", innerText(type.sequenceType.elemType, style));
	if (type.optionalType) return wrapped("optional", innerText(type.optionalType.elemType, style));
	if (type.mapType) {
		const key = style.element(type.mapType.keyType);
		const value = innerText(type.mapType.valueType, style);
		return key && value && `map(${key}, ${value})`;
	}
	return type.opaqueType && opaqueText(type.opaqueType);
}

function wrapped(name: string, inner: string | undefined): string | undefined {
	return inner && `${name}(${inner})`;
}

function innerText(type: TypeProto | undefined, style: TypeStyle): string | undefined {
	return type && writeType(type, style);
}

function tensorText({ elemType, shape }: NonNullable<TypeProto["tensorType"]>, style: TypeStyle): string | undefined {
	const element = style.element(elemType);
	if (element === undefined) return undefined;
	if (!shape) return `${element}[]`;
	const sizes = shape.dim.map((dimension) => dimensionText(dimension, style));
	return sizes.length === 0 ? element : `${element}[${sizes.join(",")}]`;
}

function dimensionText({ dimValue, dimParam }: TensorShapeProto_Dimension, style: TypeStyle): string {
	if (dimValue !== undefined) return String(dimValue);
	return dimParam ? style.size(dimParam) : "?";
}

function opaqueText({ domain = "", name = "" }: NonNullable<TypeProto["opaqueType"]>): string {
	if (domain === "") return `opaque(${name === "" || isDotted(name) ? name : quoted(name)})`;
	return `opaque(${isDotted(domain) ? domain : quoted(domain)}, ${nameText(name)})`;
}

/** Whether onnx.parser takes the names in this type: it has no quotes for those of opaque types. */
export function isReadByOnnx(type: TypeProto): boolean {
	const inner = type.sequenceType?.elemType ?? type.optionalType?.elemType ?? type.mapType?.valueType;
	if (inner) return isReadByOnnx(inner);
	if (!type.opaqueType) return true;
	const { domain = "", name = "" } = type.opaqueType;
	return domain === "" ? name === "" || isDotted(name) : isDotted(domain) && isIdentifier(name);
}

/** Whether a type says what its values or sizes stand for, for which the syntax has no words. */
export function hasDenotation(type: TypeProto): boolean {
	if (type.denotation) return true;
	const inner = type.sequenceType?.elemType ?? type.optionalType?.elemType ?? type.mapType?.valueType;
	if (inner) return hasDenotation(inner);
	const shape = (type.tensorType ?? type.sparseTensorType)?.shape;
	return shape?.dim.some(({ denotation }) => denotation) ?? false;
}
