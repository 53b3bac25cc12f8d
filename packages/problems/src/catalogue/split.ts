const places = { pre: "in front of the engine", engine: "in the engine", post: "behind the engine" } as const;

/** What splitting a model has to say. */
export const splitProblems = {
	"split/refused": {
		severity: "warning",
		sentence: ({ node }: { node: string }) => `${node} can't run in the engine: the target refuses it.`,
		remedy: "Repair it first, or leave it in front of the engine or behind it.",
	},
	"split/contradiction": {
		severity: "warning",
		sentence: ({ node, role, reasons }: { node: string; role: keyof typeof places; reasons: readonly string[] }) =>
			`${node} can't run ${places[role]}: ${reasons.join("; ")}.`,
		remedy: "Values only go from the front to the engine and on to the back. Move fewer nodes, or take a wish back.",
	},
	"split/inside": {
		severity: "warning",
		sentence: () => "What is in a branch, a loop or a function runs where the node runs that holds it.",
		remedy: "Move that node.",
	},
	"split/constant": {
		severity: "warning",
		sentence: ({ node }: { node: string }) => `${node} is a constant: each part that needs it has it.`,
		remedy: "Move the node that reads it.",
	},
} as const;
