import { draftFor, integerOf, told, withAttributes } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** With layout 1 the batch comes first: in X, Y and in the states. */
export const transposeAroundRecurrence: RepairRule = {
	name: "transpose-around-recurrence",
	title: "Let time come first in LSTM, GRU and RNN",
	kind: "exact",
	operators: ["LSTM", "GRU", "RNN"],
	match(site, node) {
		if (integerOf(site, node, "layout") !== 1) return miss("Time comes first already.");
		const draft = draftFor(site, node);
		const swap = (value: string) => draft.add("Transpose", [value], { perm: [1, 0, 2] });
		const inputs = node.inputs.map((value, i) =>
			value !== "" && (i === 0 || i === 5 || i === 6) ? swap(value) : value,
		);
		const results = draft.copyMany(node, inputs, withAttributes(node.attributes, [], ["layout"]));
		const named = node.outputs.flatMap((output, i) => {
			const result = results[i] ?? "";
			if (output === "") return [];
			// Y is [time, directions, batch, hidden] where [batch, time, directions, hidden] is wanted.
			return [[output, i === 0 ? draft.add("Transpose", [result], { perm: [2, 0, 1, 3] }) : swap(result)] as const];
		});
		return {
			nodes: [node],
			sentence: `${told(node)} gets time first, and what goes in and out is transposed.`,
			edits: [draft.replace([node], Object.fromEntries(named))],
		};
	},
};
