import type { ElementType } from "@suture/ops";
import { shapeAt } from "../match/site.ts";
import { slice, squeeze } from "./by-opset.ts";
import { cast } from "./cast.ts";
import type { Draft } from "./draft.ts";

/** The size of an axis (0-based) as a tensor without axes: a constant where it is known, else computed from the shape. */
export function sizeAs(draft: Draft, value: string, axis: number, type: ElementType): string {
	const size = shapeAt(draft.site, value)?.[axis];
	if (typeof size === "number") return draft.scalar(type, size);
	const scalar = squeeze(draft, slice(draft, draft.add("Shape", [value]), 0, axis, axis + 1), [0]);
	return type === "int64" ? scalar : cast(draft, scalar, type);
}

/** Reshape to sizes of which some are taken from other values: a number, or an axis of a value. */
export type SizeFrom = number | { readonly of: string; readonly axis: number };

export function reshape(draft: Draft, value: string, sizes: readonly SizeFrom[]): string {
	return draft.add("Reshape", [value, sizeList(draft, sizes)]);
}

export function expand(draft: Draft, value: string, sizes: readonly SizeFrom[]): string {
	return draft.add("Expand", [value, sizeList(draft, sizes)]);
}

/** Sizes as a list of int64. */
export function sizeList(draft: Draft, sizes: readonly SizeFrom[]): string {
	const known = sizes.map((size) => (typeof size === "number" ? size : numberOf(draft, size)));
	if (known.every((size) => size !== undefined)) return draft.int64s(known);
	const parts = sizes.map((size, i) => {
		const number = known[i];
		if (number !== undefined || typeof size === "number") return draft.int64s([number ?? 0]);
		return slice(draft, draft.add("Shape", [size.of]), 0, size.axis, size.axis + 1);
	});
	return draft.add("Concat", parts, { axis: 0 });
}

function numberOf(draft: Draft, { of, axis }: { readonly of: string; readonly axis: number }): number | undefined {
	const size = shapeAt(draft.site, of)?.[axis];
	return typeof size === "number" ? size : undefined;
}
