import type { ElementType } from "@suture/ops";
import { cast, type Draft, unsqueeze } from "@suture/rewrite";

export interface Attention {
	/** [batch, heads, queries, size] */
	readonly query: string;
	/** [batch, heads, keys, size] */
	readonly key: string;
	/** [batch, heads, keys, size of values] */
	readonly value: string;
	readonly type: ElementType;
	readonly scale: number;
	/** What is added to the scores, each of a shape that broadcasts to [batch, heads, queries, keys]. */
	readonly biases: readonly string[];
	/** 0: none. */
	readonly softcap: number;
	/** What softmax is computed in. */
	readonly softmaxIn: ElementType;
}

/** The steps of an attention, each [batch, heads, queries, keys], and its result [batch, heads, queries, size of values]. */
export interface Attended {
	readonly scores: string;
	readonly capped: string;
	readonly biased: string;
	readonly weights: string;
	readonly result: string;
}

/** softmax(cap(q · scale · kᵀ) + biases) · v. Source: ONNX Operators.md, Attention. */
export function attend(draft: Draft, { query, key, value, type, ...options }: Attention): Attended {
	const turned = draft.add("Transpose", [key], { perm: [0, 1, 3, 2] });
	const scaled = options.scale === 1 ? query : draft.add("Mul", [query, draft.scalar(type, options.scale)]);
	const scores = draft.add("MatMul", [scaled, turned]);
	const capped = options.softcap === 0 ? scores : cap(draft, scores, options.softcap, type);
	const biased = options.biases.reduce((sum, bias) => draft.add("Add", [sum, bias]), capped);
	const inner = options.softmaxIn;
	const wide = inner === type ? biased : cast(draft, biased, inner);
	const softmax = draft.add("Softmax", [wide], { axis: 3 });
	const weights = inner === type ? softmax : cast(draft, softmax, type);
	return { scores, biased, capped, weights, result: draft.add("MatMul", [weights, value]) };
}

function cap(draft: Draft, scores: string, softcap: number, type: ElementType): string {
	const limit = draft.scalar(type, softcap);
	return draft.add("Mul", [draft.add("Tanh", [draft.add("Div", [scores, limit])]), limit]);
}

/** [batch, sequence, heads · size] as [batch, heads, sequence, size]. */
export function partHeads(draft: Draft, value: string, heads: number, size: number): string {
	const parted = draft.add("Reshape", [value, draft.int64s([0, 0, heads, size])]);
	return draft.add("Transpose", [parted], { perm: [0, 2, 1, 3] });
}

/** The same back. */
export function joinHeads(draft: Draft, value: string, heads: number, size: number): string {
	const turned = draft.add("Transpose", [value], { perm: [0, 2, 1, 3] });
	return draft.add("Reshape", [turned, draft.int64s([0, 0, heads * size])]);
}

/** Each head of keys or values as often as there are queries for it. */
export function repeatHeads(draft: Draft, value: string, heads: number, times: number, size: number): string {
	if (times === 1) return value;
	const repeated = draft.add("Expand", [unsqueeze(draft, value, [2]), draft.int64s([1, 1, times, 1, 1])]);
	return draft.add("Reshape", [repeated, draft.int64s([0, heads * times, -1, size])]);
}
