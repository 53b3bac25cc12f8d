import { bytes } from "./words.ts";

/** What folding and rewriting have to say. */
export const rewriteProblems = {
	"rewrite/rule-failed": {
		severity: "warning",
		sentence: ({ rule, reason }: { rule: string; reason: string }) => `The rule ${rule} failed here: ${reason}`,
		remedy: "The node is left as it was. Please report this with the model.",
	},
	"rewrite/edit-refused": {
		severity: "warning",
		sentence: ({ rule, reason }: { rule: string; reason: string }) =>
			`What the rule ${rule} wanted here can't be done: ${reason}`,
		remedy: "The node is left as it was. Please report this with the model.",
	},
	"rewrite/fold-too-large": {
		severity: "info",
		sentence: ({ node, size, freed }: { node: string; size: number; freed: number }) =>
			`${node} is constant, but as a weight it would take ${bytes(size)}${freed > 0 ? ` in place of ${bytes(freed)}` : ""}.`,
		remedy: "It is left to be computed. Raise the limit to fold it.",
	},
	"rewrite/fold-not-run": {
		severity: "info",
		sentence: ({ node, reason }: { node: string; reason: string }) =>
			`${node} is constant, but ONNX Runtime can't run it: ${reason}`,
		remedy: "It is left as it is.",
	},
	"rewrite/fold-rounds-unknown": {
		severity: "info",
		sentence: ({ node }: { node: string }) => `${node} reads constants only, but nobody knows how many rounds it runs.`,
		remedy: "It is left to be computed. Give it a constant trip count to fold it.",
	},
	"rewrite/fold-size-unknown": {
		severity: "info",
		sentence: ({ node }: { node: string }) =>
			`${node} reads constants only, but nobody knows how large the results become on the way.`,
		remedy: "It is left to be computed. The rule unroll-loop writes out the rounds of a short Loop.",
	},
	"rewrite/fold-too-long": {
		severity: "info",
		sentence: ({ node }: { node: string }) => `${node} reads constants only, but computing it could take very long.`,
		remedy: "It is left to be computed.",
	},
	"rewrite/fold-too-much": {
		severity: "info",
		sentence: ({ node }: { node: string }) => `${node} reads constants only, but computing it could fill the memory.`,
		remedy: "It is left to be computed.",
	},
	"rewrite/did-not-settle": {
		severity: "warning",
		sentence: ({ rounds }: { rounds: number }) => `After ${rounds} rounds there was still something to rewrite.`,
		remedy: "Run it once more on the result. Please report this with the model.",
	},
} as const;
