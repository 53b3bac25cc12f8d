import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { isZeroThroughout } from "../../match/zero-throughout.ts";

/** Inputs that begin as zeros when they are not given: bias, initial_h, initial_c, peepholes. sequence_lens is another matter. */
const optional: Readonly<Record<string, readonly number[]>> = { LSTM: [3, 5, 6, 7], GRU: [3, 5], RNN: [3, 5] };

export const removeZeroState: Rule = {
	name: "remove-zero-state",
	title: "Leave out states that begin as zeros",
	level: "exact",
	operators: Object.keys(optional),
	match(site, node) {
		const zeros = (optional[node.opType] ?? []).filter((i) => isZeroThroughout(site, node.inputs[i]));
		if (zeros.length === 0) return undefined;
		const inputs = node.inputs.map((value, i) => (zeros.includes(i) ? "" : value));
		while (inputs.at(-1) === "") inputs.pop();
		return {
			nodes: [node],
			sentence: `${told(node)} begins with zeros anyway when it is given no state and no bias.`,
			edits: [replacement(site, [node], [{ ...node, inputs }])],
		};
	},
};
