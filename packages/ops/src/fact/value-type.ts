import type { Dimension } from "../dimension/expression.ts";
import type { ElementType } from "./element-type.ts";

/** The sizes of a tensor, outermost first; empty for a scalar. */
export type Shape = readonly Dimension[];

/** What kind of thing a value is. What is undefined in it is not known. */
export type ValueType =
	| TensorValueType
	| SequenceValueType
	| { readonly kind: "optional"; readonly of: ValueType | undefined }
	| { readonly kind: "map"; readonly key: ElementType | undefined; readonly value: ValueType | undefined }
	| { readonly kind: "opaque"; readonly domain: string; readonly name: string };

export interface SequenceValueType {
	readonly kind: "sequence";
	readonly of: ValueType | undefined;
	/** Surely without elements: what is put in first decides their shape. */
	readonly isEmpty?: true;
}

export interface TensorValueType {
	readonly kind: "tensor" | "sparse-tensor";
	readonly element: ElementType | undefined;
	/** Undefined when not even the rank is known. */
	readonly shape: Shape | undefined;
}

/** The type of a dense tensor. */
export function tensorOf(element: ElementType | undefined, shape: Shape | undefined): TensorValueType {
	return { kind: "tensor", element, shape };
}

/** Whether it is a tensor, dense or sparse. */
export function isTensor(type: ValueType | undefined): type is TensorValueType {
	return type?.kind === "tensor" || type?.kind === "sparse-tensor";
}
