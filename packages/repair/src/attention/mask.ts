import type { ElementType } from "@suture/ops";
import { type Draft, shapeAt, sizeAs, unsqueeze } from "@suture/rewrite";

/** How many places there are: the sizes of axes, summed up. */
export type Count = readonly { readonly of: string; readonly axis: number }[];

/** Longer lists of numbers are computed in place of written down. */
const mostWritten = 4096;

/** A number so low that softmax gives nothing for it. */
export function lowestOf(type: ElementType): number {
	return type === "float16" ? -65_504 : -3.4028234663852886e38;
}

/** Queries and keys of an attention, and how many keys there were before the first query: a tensor of int64. */
export interface Places {
	readonly queries: Count;
	readonly keys: Count;
	readonly before: string;
}

/** [queries, keys], or of each sequence: 0 where a query may look at a key, `masked` at later ones. */
export function causalBias(draft: Draft, { queries, keys, before }: Places, type: ElementType, masked: number): string {
	const rows = unsqueeze(draft, placesOf(draft, queries), [1]);
	const distance = draft.add("Sub", [placesOf(draft, keys), rows]);
	const isLater = draft.add("Greater", [distance, before]);
	return draft.add("Where", [isLater, draft.scalar(type, masked), draft.scalar(type, 0)]);
}

/** [batch, 1, 1, keys]: `masked` from the length of each sequence on. */
export function lengthBias(draft: Draft, lengths: string, keys: Count, type: ElementType, masked: number): string {
	const isBehind = draft.add("Less", [placesOf(draft, keys), unsqueeze(draft, lengths, [1, 2, 3])]);
	return draft.add("Where", [isBehind, draft.scalar(type, 0), draft.scalar(type, masked)]);
}

/** 0, 1, 2, … of int64. */
function placesOf(draft: Draft, count: Count): string {
	const known = numberOf(draft, count);
	if (known !== undefined && known <= mostWritten) return draft.int64s(Array.from({ length: known }, (_, i) => i));
	return draft.add("Range", [draft.scalar("int64", 0), totalOf(draft, count), draft.scalar("int64", 1)]);
}

/** The sum of the sizes, as int64. */
export function totalOf(draft: Draft, count: Count): string {
	const known = numberOf(draft, count);
	if (known !== undefined) return draft.scalar("int64", known);
	return count
		.map(({ of, axis }) => sizeAs(draft, of, axis, "int64"))
		.reduce((sum, size) => draft.add("Add", [sum, size]));
}

function numberOf({ site }: Draft, count: Count): number | undefined {
	const sizes = count.map(({ of, axis }) => shapeAt(site, of)?.[axis]);
	return sizes.every((size) => typeof size === "number") ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
}
