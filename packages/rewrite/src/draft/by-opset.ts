import type { Draft } from "./draft.ts";

/** A reduction over axes, as the opset of the site writes it. */
export function reduce(draft: Draft, opType: string, value: string, axes: readonly number[], keepdims = 1): string {
	return draft.site.opset >= (opType === "ReduceSum" ? 13 : 18)
		? draft.add(opType, [value, draft.int64s(axes)], { keepdims })
		: draft.add(opType, [value], { axes, keepdims });
}

export function unsqueeze(draft: Draft, value: string, axes: readonly number[]): string {
	return onAxes(draft, "Unsqueeze", value, axes);
}

export function squeeze(draft: Draft, value: string, axes: readonly number[]): string {
	return onAxes(draft, "Squeeze", value, axes);
}

function onAxes(draft: Draft, opType: string, value: string, axes: readonly number[]): string {
	return draft.site.opset >= 13 ? draft.add(opType, [value, draft.int64s(axes)]) : draft.add(opType, [value], { axes });
}

/** A part of one axis. An end behind the last element means the last. */
export function slice(draft: Draft, value: string, axis: number, start: number, end: number, step = 1): string {
	if (draft.site.opset < 10) return draft.add("Slice", [value], { starts: [start], ends: [end], axes: [axis] });
	const [starts, ends, axes, steps] = [start, end, axis, step].map((one) => draft.int64s([one]));
	return draft.add("Slice", [value, starts ?? "", ends ?? "", axes ?? "", ...(step === 1 ? [] : [steps ?? ""])]);
}

export const toTheEnd: number = 2 ** 31 - 1;
