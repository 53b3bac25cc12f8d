import type { ElementType } from "@suture/ops";
import { cast, type Draft, reduce } from "@suture/rewrite";

export interface Normalization {
	readonly x: string;
	/** 0-based. */
	readonly axes: readonly number[];
	readonly epsilon: number;
	/** What x is of. */
	readonly element: ElementType;
	/** What means are computed in. */
	readonly inner: ElementType;
	/** Whether the mean is taken away first; RMS normalizations do not. */
	readonly isCentered: boolean;
}

export interface Normalized {
	/** Of x's type. */
	readonly value: string;
	/** Undefined where nothing is taken away. */
	readonly mean: string | undefined;
	readonly deviation: string;
}

/** (x − mean) / √(variance + ε) over axes. */
export function standardize(draft: Draft, { x, axes, epsilon, element, inner, isCentered }: Normalization): Normalized {
	const whole = inner === element ? x : cast(draft, x, inner);
	const mean = isCentered ? reduce(draft, "ReduceMean", whole, axes) : undefined;
	const centered = mean === undefined ? whole : draft.add("Sub", [whole, mean]);
	const variance = reduce(draft, "ReduceMean", draft.add("Mul", [centered, centered]), axes);
	const deviation = draft.add("Sqrt", [draft.add("Add", [variance, draft.scalar(inner, epsilon)])]);
	const divided = draft.add("Div", [centered, deviation]);
	return { value: inner === element ? divided : cast(draft, divided, element), mean, deviation };
}
