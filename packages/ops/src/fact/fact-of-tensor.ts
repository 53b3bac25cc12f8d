import { elementCount, type TensorProto, tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";
import type { Elements } from "./element.ts";
import { type ElementType, elementTypeOf, isFloat } from "./element-type.ts";
import type { Fact } from "./fact.ts";
import { tensorOf } from "./value-type.ts";

/** Shapes, axes and indices are shorter; weights, which nobody computes a shape from, are longer. */
const mostIntegers = 4096;
const mostFloats = 64;

const facts = new WeakMap<TensorProto, Fact>();

/** What a constant tensor is: type, shape, and the elements where they are few and in memory. Each tensor is decoded once. */
export function factOfTensor(tensor: TensorProto): Fact {
	let fact = facts.get(tensor);
	if (fact === undefined) {
		const type = tensorOf(elementTypeOf(tensor.dataType), tensor.dims);
		const value = valueOfTensor(tensor, type.element);
		fact = { type, ...(value === undefined ? {} : { value }) };
		facts.set(tensor, fact);
	}
	return fact;
}

/** How many elements of a type are worth keeping. */
export function mostElements(element: ElementType | undefined): number {
	return isFloat(element) ? mostFloats : mostIntegers;
}

function valueOfTensor(tensor: TensorProto, element: ElementType | undefined): Elements | undefined {
	const type = tensorType(tensor.dataType);
	const count = elementCount(tensor.dims);
	// A complex element is two numbers, and a string none.
	if (type === undefined || type.bits === 0 || type.name.startsWith("COMPLEX")) return undefined;
	if (!(count <= mostElements(element))) return undefined;
	const found = tensorBytesInMemory(tensor);
	if (found === undefined || "problem" in found) return undefined;
	return Array.from(tensorValues(type, found.bytes, count), Number);
}
