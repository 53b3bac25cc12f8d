import type { EfficientFields } from "../efficient-fields.ts";
import type { PluginInputs } from "./plugin-session.ts";
import { floatsOf } from "./tensors.ts";

/** Candidates that pass: fewer than any list that exporters cut before boxes suppress each other. */
const wanted = 40;

/** A score that this many candidates pass, or fewer where there are not as many; in a gap, so that rounding decides nothing. Throws
 *  when there is no such score. */
export function commonThreshold(fields: EfficientFields, { scores }: PluginInputs): number {
	const classCount = scores.dims.at(-1) ?? 1;
	const passing = floatsOf(scores)
		.filter((_, i) => i % classCount !== fields.backgroundClass)
		.map((score) => (fields.scoreActivation ? 1 / (1 + Math.exp(-score)) : score))
		.filter((score) => score > 0)
		.sort()
		.reverse();
	for (let i = Math.min(wanted, fields.maxOutputBoxes, passing.length); i > 0; i--) {
		const [above = 0, below = 0] = [passing[i - 1], passing[i]];
		if (above - below > smallestGap * above) return Math.fround((above + below) / 2);
	}
	throw new Error("On random inputs so many boxes have the same score that none can be chosen.");
}

const smallestGap = 1e-6;
