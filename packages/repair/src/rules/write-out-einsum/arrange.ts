import { type Draft, reduce, unsqueeze } from "@suture/rewrite";
import type { Labelled } from "./equation.ts";

/** The value with just these axes, in this order: what is not wanted is summed up, what is missing has size 1. */
export function arrange(draft: Draft, operand: Labelled, wanted: readonly string[]): string {
	const { value, labels } = summed(draft, operand, new Set(wanted));
	const present = wanted.filter((label) => labels.includes(label));
	const perm = present.map((label) => labels.indexOf(label));
	const ordered = perm.every((axis, i) => axis === i) ? value : draft.add("Transpose", [value], { perm });
	const missing = wanted.flatMap((label, i) => (labels.includes(label) ? [] : [i]));
	return missing.length === 0 ? ordered : unsqueeze(draft, ordered, missing);
}

/** Without the axes that nobody needs any more. */
export function summed(draft: Draft, operand: Labelled, needed: ReadonlySet<string>): Labelled {
	const gone = operand.labels.flatMap((label, i) => (needed.has(label) ? [] : [i]));
	if (gone.length === 0) return operand;
	const keep = <T>(list: readonly T[]) => list.filter((_, i) => !gone.includes(i));
	return {
		value: reduce(draft, "ReduceSum", operand.value, gone, 0),
		labels: keep(operand.labels),
		sizes: keep(operand.sizes),
	};
}
