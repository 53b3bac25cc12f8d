import { count } from "./words.ts";

const olderOrReplaced = ({ to }: { to: number }) =>
	`Keep an opset newer than ${to}, or put other nodes in its place first.`;

/** Why a node can't be said in another opset, which is `to`. */
export const convertProblems = {
	"convert/no-such-opset": {
		severity: "error",
		sentence: ({ version, newest }: { version: number; newest: number }) =>
			`There is no opset ${version} of ai.onnx: they go from 1 to ${newest}.`,
		remedy: "Choose one of these; a model of another one can't be converted.",
	},
	"convert/no-opset": {
		severity: "error",
		sentence: () => "The model imports no opset of ai.onnx: there is nothing to convert.",
		remedy: "Change the versions of its other operator sets by hand.",
	},
	"convert/not-yet": {
		severity: "error",
		sentence: ({ operator, since, to }: { operator: string; since: number; to: number }) =>
			`${operator} came with opset ${since}; nothing in opset ${to} is known to say the same.`,
		remedy: olderOrReplaced,
	},
	"convert/removed": {
		severity: "error",
		sentence: ({ operator, to }: { operator: string; to: number }) =>
			`There is no ${operator} in opset ${to} any more.`,
		remedy: "Put other nodes in its place first.",
	},
	"convert/later": {
		severity: "error",
		sentence: ({ operator, what, to }: { operator: string; what: string; to: number }) =>
			`${operator} of opset ${to} can't say it: ${what} came later.`,
		remedy: olderOrReplaced,
	},
	"convert/does-not-fit": {
		severity: "error",
		sentence: ({ operator, why, to }: { operator: string; why: string; to: number }) =>
			`${operator} does not fit into opset ${to}: ${why}`,
		remedy: "Cast around the node first, or choose another opset.",
	},
	"convert/not-known": {
		severity: "error",
		sentence: ({ operator, what }: { operator: string; what: string }) =>
			`${operator} can only be converted when it is known ${what}.`,
		remedy: "Fold constants or give the inputs fixed sizes first; in a function, put it in place of its calls.",
	},
	"convert/meaning": {
		severity: "error",
		sentence: ({ operator, why, to }: { operator: string; why: string; to: number }) =>
			`${operator} of opset ${to} means something else: ${why}.`,
		remedy: "Put other nodes in its place first, or choose another opset.",
	},
	"convert/handed-on": {
		severity: "error",
		sentence: ({ operator, attribute }: { operator: string; attribute: string }) =>
			`${operator} has its ${attribute} from the call of a function, and can't be said otherwise there.`,
		remedy: "Put the function in place of its calls first.",
	},
	"convert/untouched": {
		severity: "info",
		sentence: ({ nodes, operators }: { nodes: number; operators: readonly string[] }) =>
			`${nodes === 1 ? "A node is left as it is" : `${count(nodes)} nodes are left as they are`}, since ai.onnx does not define ${operators.slice(0, 10).join(", ")}${operators.length > 10 ? ", …" : ""}.`,
		remedy: "Make sure that what runs the model knows them beside the new opset.",
	},
} as const;
