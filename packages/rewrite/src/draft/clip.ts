import type { ElementType } from "@suture/ops";
import type { Draft } from "./draft.ts";

/** A value held between two numbers, each of which may be left out. Up to opset 10 they were attributes. */
export function clip(
	draft: Draft,
	value: string,
	low: number | undefined,
	high: number | undefined,
	type: ElementType,
): string {
	if (draft.site.opset < 11) return draft.add("Clip", [value], { min: low, max: high });
	const bound = (number: number | undefined) => (number === undefined ? "" : draft.scalar(type, number));
	return draft.add("Clip", high === undefined ? [value, bound(low)] : [value, bound(low), bound(high)]);
}
