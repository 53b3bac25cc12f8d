import { type Draft, reshape, type SizeFrom } from "@suture/rewrite";
import { arrange, summed } from "./arrange.ts";
import type { Labelled } from "./equation.ts";

/** The product of two operands, summed over the letters that nobody needs later. A text says why it can't be written. */
export function contract(draft: Draft, left: Labelled, right: Labelled, later: ReadonlySet<string>): Labelled | string {
	const a = summed(draft, left, new Set([...right.labels, ...later]));
	const b = summed(draft, right, new Set([...left.labels, ...later]));
	const shared = a.labels.filter((label) => b.labels.includes(label));
	const batch = shared.filter((label) => later.has(label));
	const inner = shared.filter((label) => !later.has(label));
	const rows = a.labels.filter((label) => !shared.includes(label));
	const columns = b.labels.filter((label) => !shared.includes(label));
	if (inner.length === 0) return productOf(draft, a, b, [...batch, ...rows, ...columns]);
	// MatMul broadcasts its batch axes; the axis of the sum must have the same size on both sides.
	if (inner.some((label) => sizeOf(a, label) === 1 || sizeOf(b, label) === 1))
		return "It sums over an axis that may be broadcast.";
	const first = folded(draft, a, batch, rows, inner);
	const second = folded(draft, b, batch, inner, columns);
	if (first === undefined || second === undefined)
		return "Several axes of sizes that are not known would have to become one.";
	const product = draft.add("MatMul", [first, second]);
	const labels = [...batch, ...rows, ...columns];
	const sizes = labels.map((label): SizeFrom => {
		const [mine, theirs] = [sizeOf(a, label), sizeOf(b, label)];
		return mine === undefined || mine === 1 ? (theirs ?? 1) : mine;
	});
	return { value: reshape(draft, product, sizes), labels, sizes };
}

function sizeOf({ labels, sizes }: Labelled, label: string): SizeFrom | undefined {
	return sizes[labels.indexOf(label)];
}

/** Batch axes as they are, then two axes that hold all of the others. */
function folded(
	draft: Draft,
	operand: Labelled,
	batch: readonly string[],
	first: readonly string[],
	second: readonly string[],
): string | undefined {
	const ordered = arrange(draft, operand, [...batch, ...first, ...second]);
	if (first.length === 1 && second.length === 1) return ordered;
	const sizes = (labels: readonly string[]) => labels.map((label) => sizeOf(operand, label) ?? 1);
	const whole = (list: readonly SizeFrom[]) =>
		list.reduce<number | undefined>((n, one) => (n === undefined || typeof one !== "number" ? undefined : n * one), 1);
	const [one, two] = [whole(sizes(first)), whole(sizes(second))];
	if (one === undefined && two === undefined)
		return foldedInTurn(draft, ordered, sizes(batch), sizes(first), sizes(second));
	return reshape(draft, ordered, [...sizes(batch), one ?? -1, two ?? -1]);
}

/** Reshape works out one size; where two are unknown, one of them must be a single axis. */
function foldedInTurn(
	draft: Draft,
	value: string,
	batch: readonly SizeFrom[],
	first: readonly SizeFrom[],
	second: readonly SizeFrom[],
): string | undefined {
	const [one, two] = [first[0], second[0]];
	if (first.length === 1 && one !== undefined) return reshape(draft, value, [...batch, one, -1]);
	if (second.length === 1 && two !== undefined) return reshape(draft, value, [...batch, -1, two]);
	return undefined;
}

function productOf(draft: Draft, a: Labelled, b: Labelled, labels: readonly string[]): Labelled {
	const value = draft.add("Mul", [arrange(draft, a, labels), arrange(draft, b, labels)]);
	const sizes = labels.map((label): SizeFrom => {
		const [mine, theirs] = [sizeOf(a, label), sizeOf(b, label)];
		return mine === undefined || mine === 1 ? (theirs ?? 1) : mine;
	});
	return { value, labels, sizes };
}
