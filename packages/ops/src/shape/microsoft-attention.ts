import { integer, integers } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { hasInput, shapeOf } from "../call/inputs.ts";
import { shapedLike, tensor } from "../call/outputs.ts";
import { maximum } from "../dimension/extremes.ts";
import { over, type PartialSize, plus, times } from "../dimension/partial.ts";

// Attention of com.microsoft, where it is packed in many ways. Source: ONNX Runtime 1.31, docs/ContribOperators.md.

/** Attention, QAttention, DecoderMaskedSelfAttention: x [batch, sequence, _], merged weights [_, 3 · hidden], past
 *  [2, batch, heads, past, size] → [batch, sequence, hidden of v] and the past with this in it. */
export function mergedAttention(pastInput: number): ShapeFunction {
	return (call) => {
		const [batch, sequence] = shapeOf(call, 0) ?? [];
		const sizes = integers(call, "qkv_hidden_sizes");
		const merged = shapeOf(call, 1)?.[1];
		const hidden = sizes?.[2] ?? over(merged, 3);
		const heads = integer(call, "num_heads");
		const past = shapeOf(call, pastInput)?.[3];
		const isShared = integer(call, "past_present_share_buffer") === 1;
		const total = hasInput(call, pastInput) ? (isShared ? past : plus(past, sequence)) : sequence;
		const size = over(sizes?.[0] ?? over(merged, 3), heads);
		return [tensor([batch, sequence, hidden]), tensor([2, batch, heads, total, size])];
	};
}

/** MultiHeadAttention and its decoder: query [batch, sequence, hidden], or all packed in 5 axes; value [batch, sequence, hidden of v]
 *  or a cache [batch, heads, sequence, size]. */
export function multiHeadAttention(pastInput: number): ShapeFunction {
	return (call) => {
		const query = shapeOf(call, 0);
		const value = shapeOf(call, 2);
		const heads = integer(call, "num_heads");
		const isPacked = query?.length === 5; // [batch, sequence, heads, 3, size]
		const size = isPacked ? query?.[4] : over(query?.[2], heads);
		const hidden = isPacked ? times(heads, size) : hiddenOfValue(call, heads, query?.[2]);
		const present = presentShape(call, pastInput, query?.[0], heads, size, value?.length === 3 ? value[1] : query?.[1]);
		const scores = tensor([query?.[0], heads, query?.[1], undefined]);
		return [tensor(query && [query[0], query[1], hidden]), present, present, scores];
	};
}

function hiddenOfValue(call: Call, heads: number | undefined, otherwise: PartialSize): PartialSize {
	const value = shapeOf(call, 2);
	if (value?.length === 3) return value[2];
	return value?.length === 4 ? times(heads, value[3]) : otherwise;
}

function presentShape(
	call: Call,
	pastInput: number,
	batch: PartialSize,
	heads: number | undefined,
	size: PartialSize,
	sequence: PartialSize,
): ReturnType<typeof tensor> {
	const past = shapeOf(call, pastInput);
	if (!hasInput(call, pastInput)) return tensor([batch, heads, sequence, size]);
	// A cache with a length of its own is as long as it is; else this is put behind it.
	const isShared = hasInput(call, 8) || integer(call, "past_present_share_buffer") === 1;
	return tensor(past && [past[0], past[1], isShared ? past[2] : plus(past[2], sequence), past[3]]);
}

/** GroupQueryAttention, SparseAttention and paged kinds: the output as the query, or where key and value are packed into it,
 *  as many heads as the queries have. Caches: `caches` names the inputs they are updates of; "grows" leaves their length open. */
export function groupedAttention(caches: readonly number[], length: "same" | "grows"): ShapeFunction {
	return (call) => {
		const query = shapeOf(call, 0);
		const heads = integer(call, "num_heads");
		const keyHeads = integer(call, "kv_num_heads");
		const isPacked = !hasInput(call, 1);
		const size = over(query?.at(-1), isPacked ? plus(heads, times(keyHeads, 2)) : heads);
		const hidden = isPacked ? times(heads, size) : query?.at(-1);
		const output = tensor(query && [...query.slice(0, -1), hidden]);
		const updated = caches.map((input) => {
			if (length === "same") return shapedLike(call, input);
			const past = shapeOf(call, input);
			return tensor([past?.[0] ?? query?.[0], past?.[1] ?? keyHeads, undefined, past?.[3] ?? size]);
		});
		return [output, ...updated];
	};
}

/** LinearAttention of com.microsoft: as that of ONNX, and one output a head of the more numerous kind. */
export const linearAttentionWithWindow: ShapeFunction = (call) => {
	const [batch, time, hidden] = shapeOf(call, 0) ?? [];
	const queryHeads = integer(call, "q_num_heads");
	const heads = integer(call, "kv_num_heads");
	const valueSize = over(shapeOf(call, 2)?.[2], heads);
	const keySize = over(hidden, queryHeads);
	const most = queryHeads === undefined || heads === undefined ? undefined : maximum([queryHeads, heads]);
	const past = shapeOf(call, 3);
	const state = past ?? ((integer(call, "state_window") ?? 0) > 0 ? undefined : [batch, heads, keySize, valueSize]);
	return [tensor([batch, time, times(most, valueSize)]), tensor(state)];
};

/** PackedMultiHeadAttention: value [tokens, hidden of v]; or all packed [tokens, heads, 3, size]. */
export const packedAttention: ShapeFunction = (call) => {
	const query = shapeOf(call, 0);
	const hidden = query?.length === 4 ? times(query[1], query[3]) : (shapeOf(call, 2)?.[1] ?? query?.[1]);
	return [tensor([query?.[0], hidden])];
};
