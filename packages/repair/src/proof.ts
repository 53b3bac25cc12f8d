import type { Graph } from "@suture/graph";
import type { Comparison } from "@suture/proof";

/** What came out of running the model before and after a step. */
export interface Proof {
	/** Undefined: nobody could run it. */
	readonly ok: boolean | undefined;
	readonly maxAbsoluteError: number;
	readonly maxRelativeError: number;
	/** Why there is no number, or what differs. */
	readonly reason?: string;
	/** What was compared, in a sentence, where it is not the outputs. */
	readonly compared?: string;
}

/** Runs the result of a step beside the model as it was given. */
export type Prove = (after: Graph) => Promise<Proof>;

/** Differences up to this part of the largest magnitude are what another order of sums makes. */
const tolerance = 1e-3;

export function proofFrom(found: Comparison, comparedText: string): Proof {
	const { maxAbsoluteError, maxRelativeError, reason, runs } = found;
	if (runs.length === 0 && !reason?.startsWith("The result")) return notProven(reason ?? "");
	const isNear = reason === undefined && maxRelativeError <= tolerance;
	return {
		ok: found.ok || isNear,
		maxAbsoluteError,
		maxRelativeError,
		compared: comparedText,
		...(reason === undefined ? {} : { reason }),
	};
}

export function notProven(reason: string): Proof {
	return { ok: undefined, maxAbsoluteError: Number.NaN, maxRelativeError: Number.NaN, reason };
}
