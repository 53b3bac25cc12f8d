import type { Node } from "@suture/graph";
import { isCommutative } from "./commutative.ts";

/** An input of two nodes that are the same: position and values; "" where there is none. */
export interface AlignedInput {
	readonly input: number;
	readonly before: string;
	readonly after: string;
}

/** Finding each input among all others costs a square, so only nodes with up to so many are tried in another order. */
const mostReordered = 64;

/** The inputs of two nodes side by side. Where their order does not matter, those that are the same stand together. */
export function alignInputs(a: Node, b: Node, isSame: (before: string, after: string) => boolean): AlignedInput[] {
	const isFree = isCommutative(a) && isCommutative(b) && a.inputs.length <= mostReordered;
	const after = isFree && b.inputs.length <= mostReordered ? reordered(a.inputs, b.inputs, isSame) : b.inputs;
	const length = Math.max(a.inputs.length, after.length);
	return Array.from({ length }, (_, input) => ({ input, before: a.inputs[input] ?? "", after: after[input] ?? "" }));
}

function reordered(
	before: readonly string[],
	after: readonly string[],
	isSame: (before: string, after: string) => boolean,
): readonly string[] {
	if (before.every((value, i) => isSame(value, after[i] ?? ""))) return after;
	const left = [...after];
	const found = before.map((value) => {
		const at = left.findIndex((other) => isSame(value, other));
		return at < 0 ? undefined : left.splice(at, 1)[0];
	});
	return [...found.map((value) => value ?? left.shift() ?? ""), ...left];
}
