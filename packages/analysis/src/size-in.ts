import { type Element, type Fact, isTensor } from "@suture/ops";

/** What of a value is meant: the size of an axis, or an element that holds a size. Both 0-based. */
export type Part = { readonly axis: number } | { readonly element: number };

/** The size that a part of a value has; undefined when it is not known. */
export function sizeIn(fact: Fact | undefined, part: Part): Element {
	if ("element" in part) return fact?.value?.[part.element];
	return isTensor(fact?.type) ? fact.type.shape?.[part.axis] : undefined;
}
