import type { Elements } from "./element.ts";
import type { ElementType } from "./element-type.ts";
import { isTensor, type Shape, type ValueType } from "./value-type.ts";

/** What is known about one value of a graph. */
export interface Fact {
	readonly type: ValueType | undefined;
	/** The elements, where the tensor is small and at least one of them is known. */
	readonly value?: Elements;
}

/** Nothing is known. */
export const noFact: Fact = { type: undefined };

export function shapeOfFact(fact: Fact | undefined): Shape | undefined {
	return isTensor(fact?.type) ? fact.type.shape : undefined;
}

export function elementOfFact(fact: Fact | undefined): ElementType | undefined {
	return isTensor(fact?.type) ? fact.type.element : undefined;
}
