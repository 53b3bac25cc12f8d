import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import { cast, type Draft, floatOf, integerOf, rankAt, shapeAt, unsqueeze } from "@suture/rewrite";
import { type Count, causalBias, lengthBias, totalOf } from "../../attention/mask.ts";

/** What an attention of ONNX Runtime is told to add to its scores. */
export interface Masking {
	readonly mask: string;
	readonly bias: string;
	readonly queries: Count;
	readonly keys: Count;
	readonly past: Count;
	readonly type: ElementType;
	/** A size that the batch has, to tell a list of lengths from other lists. */
	readonly batch: { readonly of: string };
}

/** The summands; a text where a mask is of a shape that is not known here. Source: ONNX Runtime 1.31, ContribOperators.md. */
export function maskBiases(draft: Draft, node: Node, masking: Masking): string[] | string {
	const { site } = draft;
	const { mask, bias, queries, keys, past, type, batch } = masking;
	// ONNX Runtime says this number where no other is given.
	const masked = floatOf(site, node, "mask_filter_value") ?? -10_000;
	const found: string[] = bias === "" ? [] : [bias];
	if (integerOf(site, node, "unidirectional") === 1) {
		const before = totalOf(draft, past);
		found.push(causalBias(draft, { queries, keys, before }, type, masked));
	}
	if (mask === "") return found;
	const rank = rankAt(site, mask);
	if (rank === 1) {
		const [count, sequences] = [shapeAt(site, mask)?.[0], shapeAt(site, batch.of)?.[0]];
		if (count === undefined || JSON.stringify(count) !== JSON.stringify(sequences))
			return "Its mask may say more than how long each sequence is.";
		return [...found, lengthBias(draft, cast(draft, mask, "int64"), keys, type, masked)];
	}
	if (rank !== 2 && rank !== 3) return "Its mask is of a shape that is not known here.";
	const kept = unsqueeze(draft, cast(draft, mask, type), rank === 2 ? [1, 2] : [1]);
	const hidden = draft.add("Sub", [draft.scalar(type, 1), kept]);
	return [...found, draft.add("Mul", [hidden, draft.scalar(type, masked)])];
}
