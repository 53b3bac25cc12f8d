import { elementAttribute, integer } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { elementOf, shapeOf } from "../call/inputs.ts";
import { shapedLike, tensor } from "../call/outputs.ts";
import { over, type PartialSize, plus, times } from "../dimension/partial.ts";

/** Attention of ONNX (opset 23): q, k, v [batch, heads, sequence, size] or packed [batch, sequence, heads · size].
 *  → y as q with the size of v, present key and value with the past in front, and the scores. */
export const attention: ShapeFunction = (call) => {
	const q = shapeOf(call, 0);
	const v = shapeOf(call, 2);
	if (q === undefined) return [tensor(), tensor(), tensor(), tensor()];
	const queryHeads = q.length === 4 ? q[1] : integer(call, "q_num_heads");
	const query = q.length === 4 ? q[2] : q[1];
	const key = keyValueOf(call, 1);
	const value = keyValueOf(call, 2);
	const past = shapeOf(call, 4)?.[2];
	const total = hasPast(call) ? plus(past, key.sequence) : key.sequence;
	const packed = times(queryHeads, value.size);
	const y = q.length === 4 ? [q[0], queryHeads, query, v?.[3]] : [q[0], query, packed];
	return [
		tensor(y),
		tensor([q[0], key.heads, total, key.size]),
		tensor([q[0], value.heads, total, value.size]),
		tensor([q[0], queryHeads, query, total]),
	];
};

function hasPast(call: Call): boolean {
	return call.inputs[4] !== undefined;
}

interface Heads {
	readonly heads: PartialSize;
	readonly sequence: PartialSize;
	readonly size: PartialSize;
}

function keyValueOf(call: Call, input: number): Heads {
	const shape = shapeOf(call, input);
	if (shape?.length === 4) return { heads: shape[1], sequence: shape[2], size: shape[3] };
	const heads = integer(call, "kv_num_heads");
	return { heads, sequence: shape?.[1], size: over(shape?.[2], heads) };
}

/** FlexAttention: y as q, with the size of v. */
export const flexAttention: ShapeFunction = (call) => {
	const q = shapeOf(call, 0);
	const [batch, heads, sequence] = q ?? [];
	runScoreBodies(call, [batch, heads, sequence, shapeOf(call, 1)?.[2]]);
	return [tensor([batch, heads, sequence, shapeOf(call, 2)?.[3]])];
};

/** What is known inside of score_mod and prob_mod is asked for, although the result does not depend on it. */
function runScoreBodies(call: Call, shape: readonly PartialSize[]): void {
	const element = elementAttribute(call, "softmax_precision") ?? (elementOf(call, 0) === "double" ? "double" : "float");
	const known = shape.map((size, axis) => size ?? call.fresh(0, `.score${axis}`));
	const scores = { type: { kind: "tensor", element, shape: known } } as const;
	for (const name of ["score_mod", "prob_mod"]) call.body(name)?.infer([scores]);
}

/** LinearAttention: query [B, T, Hq · dk], value [B, T, Hkv · dv] → [B, T, Hq · dv] and the state [B, Hkv, dk, dv]. */
export const linearAttention: ShapeFunction = (call) => {
	const [batch, time, hidden] = shapeOf(call, 0) ?? [];
	const queryHeads = integer(call, "q_num_heads");
	const heads = integer(call, "kv_num_heads");
	const keySize = over(hidden, queryHeads);
	const valueSize = over(shapeOf(call, 2)?.[2], heads);
	const past = shapeOf(call, 3);
	return [
		tensor([batch, time, times(queryHeads, valueSize)]),
		tensor(past ?? [batch, heads, keySize, valueSize], elementOf(call, 3) ?? elementOf(call, 0)),
	];
};

/** CausalConvWithState: the output as the input; the state [batch, channels, kernel − 1]. */
export const causalConvolution: ShapeFunction = (call) => {
	const [batch, channels] = shapeOf(call, 0) ?? [];
	const kernel = shapeOf(call, 1)?.at(-1);
	return [shapedLike(call, 0), tensor([batch, channels, plus(kernel, -1)])];
};
