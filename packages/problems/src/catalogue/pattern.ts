import { count } from "./words.ts";

/** What can be wrong with finding and replacing a pattern. */
export const patternProblems = {
	"pattern/no-nodes": {
		severity: "error",
		sentence: () => "There is nothing to find: no node that calculates is selected.",
		remedy: "Select the nodes of one example.",
	},
	"pattern/too-large": {
		severity: "error",
		sentence: ({ nodes, most }: { nodes: number; most: number }) =>
			`The example has ${count(nodes)} nodes, and a pattern at most ${count(most)}.`,
		remedy: "Select fewer nodes.",
	},
	"pattern/apart": {
		severity: "error",
		sentence: () => "The nodes of the example do not hang together.",
		remedy: "Select nodes that are connected, other than by constants.",
	},
	"pattern/unwritable": {
		severity: "error",
		sentence: ({ node, attribute }: { node: string; attribute: string }) =>
			`${node} can't be part of a pattern: its ${attribute} holds a graph or too much to be compared.`,
		remedy: "Leave it out of the example, or replace it by hand.",
	},
	"pattern/not-a-pattern": {
		severity: "error",
		sentence: ({ reason }: { reason: string }) => `The file is no pattern: ${reason}.`,
		remedy: "Let ./suture find --save-pattern write one, and change that.",
	},
	"pattern/read-outside": {
		severity: "info",
		sentence: ({ value, reader }: { value: string; reader: string }) =>
			`${value} is inside of the pattern, and ${reader} reads it.`,
		remedy: "Replacing would leave it unmade: bring what reads it into the pattern, or make the value an output of it.",
	},
	"pattern/input-inside": {
		severity: "info",
		sentence: ({ value, input }: { value: string; input: string }) =>
			`${value} is inside of the pattern, and goes into it again as ${input}.`,
		remedy: "Make it an output of the pattern, or take another example.",
	},
	"pattern/too-many-ways": {
		severity: "warning",
		sentence: ({ node }: { node: string }) => `Looking around ${node} was given up: there are too many ways to fit.`,
		remedy: "Make the pattern larger, or less loose.",
	},
	"pattern/unknown-name": {
		severity: "error",
		sentence: ({
			wanted,
			nearest,
			known,
		}: {
			wanted: string;
			nearest?: string | undefined;
			known: readonly string[];
		}) =>
			`${wanted} is no input and no constant of the pattern.${nearest === undefined ? ` There are ${known.slice(0, 10).join(", ") || "none"}.` : ` Did you mean ${nearest}?`}`,
		remedy: "Use the pattern's own names, or make the value in one of the lines.",
	},
	"pattern/output-not-made": {
		severity: "error",
		sentence: ({ value }: { value: string }) =>
			`${value} is an output of the pattern, and the replacement does not make it.`,
		remedy: "Make it in one of the lines; Identity passes a value on.",
	},
	"pattern/no-bypass": {
		severity: "error",
		sentence: ({ inputs, outputs }: { inputs: number; outputs: number }) =>
			`The pattern has ${count(inputs)} ${inputs === 1 ? "input" : "inputs"} and ${count(outputs)} ${outputs === 1 ? "output" : "outputs"}: only one output can take an input's place.`,
		remedy: "Replace it by lines that make each output; Identity passes a value on.",
	},
	"pattern/makes-input": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `The replacement makes ${value}, which goes into the pattern.`,
		remedy: "Choose another name for it.",
	},
} as const;
