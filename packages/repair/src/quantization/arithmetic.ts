import type { ElementType } from "@suture/ops";
import { cast, clip, type Draft, numbersAt } from "@suture/rewrite";
import { type Along, standing } from "./along.ts";

export interface Scaling {
	readonly scale: string;
	/** "" where it is 0. */
	readonly zero: string;
	readonly along: Along;
	/** In what is computed. */
	readonly type: ElementType;
}

/** (q − zero) · scale, where q is of integers. */
export function dequantized(draft: Draft, q: string, scaling: Scaling): string {
	return scaledBack(draft, cast(draft, q, scaling.type), scaling);
}

/** The same, where q is whole numbers of floating point. */
export function scaledBack(draft: Draft, whole: string, { scale, zero, along, type }: Scaling): string {
	const shifted = isZero(draft, zero)
		? whole
		: draft.add("Sub", [whole, standing(draft, cast(draft, zero, type), along)]);
	return draft.add("Mul", [shifted, standing(draft, scale, along)]);
}

/** round(x / scale) + zero between two levels, still of floating point. */
export function quantized(
	draft: Draft,
	x: string,
	{ scale, zero, along, type }: Scaling,
	[low, high]: readonly [number, number],
): string {
	const rounded = draft.add("Round", [draft.add("Div", [x, standing(draft, scale, along)])]);
	const shifted = isZero(draft, zero)
		? rounded
		: draft.add("Add", [rounded, standing(draft, cast(draft, zero, type), along)]);
	return clip(draft, shifted, low, high, type);
}

export function isZero({ site }: Draft, zero: string): boolean {
	return zero === "" || (numbersAt(site, zero)?.every((one) => one === 0) ?? false);
}
