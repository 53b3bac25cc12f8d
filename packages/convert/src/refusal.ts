import type { Node } from "@suture/graph";
import { type Place, type Problem, problem } from "@suture/problems";
import type { Crossing } from "./crossing.ts";

/** Why a node can't be converted, to be said of a place. */
export interface Refusal {
	readonly refused: (place: Place) => Problem;
}

export function isRefusal<T extends object>(answer: T | Refusal): answer is Refusal {
	return "refused" in answer;
}

/** `what` came with a later opset: "its mode wrap". */
export function later({ opType: operator }: Node, { to }: Crossing, what: string): Refusal {
	return { refused: (place) => problem("convert/later", { operator, what, to }, place) };
}

/** `what` completes "when it is known …". */
export function notKnown({ opType: operator }: Node, what: string): Refusal {
	return { refused: (place) => problem("convert/not-known", { operator, what }, place) };
}

/** `why` completes "means something else: …". */
export function otherMeaning({ opType: operator }: Node, { to }: Crossing, why: string): Refusal {
	return { refused: (place) => problem("convert/meaning", { operator, why, to }, place) };
}
