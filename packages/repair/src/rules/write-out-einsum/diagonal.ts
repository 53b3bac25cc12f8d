import type { ElementType } from "@suture/ops";
import { type Draft, reduce } from "@suture/rewrite";
import type { Labelled } from "./equation.ts";

const largest = 1024;

/** Where a letter stands twice in an operand, only the elements with equal positions count: the others are masked, and one of the
 *  two axes is summed over. A text says why that can't be done. */
export function diagonal(draft: Draft, operand: Labelled, type: ElementType): Labelled | string {
	let found = operand;
	for (;;) {
		const second = found.labels.findIndex((label, i) => found.labels.indexOf(label) < i);
		if (second < 0) return found;
		const first = found.labels.indexOf(found.labels[second] ?? "");
		const [size, other] = [found.sizes[first], found.sizes[second]];
		if (typeof size !== "number" || size !== other || size > largest)
			return "A diagonal is of sizes that are not known, or very large.";
		const dims = found.labels.map((_, i) => (i === first || i === second ? size : 1));
		const mask = draft.tensor({ type, dims, values: identityMatrix(size) });
		const masked = draft.add("Mul", [found.value, mask]);
		const keep = <T>(list: readonly T[]) => list.filter((_, i) => i !== second);
		found = {
			value: reduce(draft, "ReduceSum", masked, [second], 0),
			labels: keep(found.labels),
			sizes: keep(found.sizes),
		};
	}
}

function identityMatrix(size: number): number[] {
	return Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}
