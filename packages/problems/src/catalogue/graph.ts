import { count } from "./words.ts";

type Wanted = { readonly wanted: string; readonly nearest?: string | undefined };

const suggestion = ({ nearest }: Wanted) => (nearest === undefined ? "" : ` Did you mean ${nearest}?`);

/** What can be wrong with a graph, or with an edit of one. */
export const graphProblems = {
	"graph/dangling-input": {
		severity: "error",
		sentence: ({ value, node }: { value: string; node: string }) => `${node} takes ${value}, which nothing makes.`,
		remedy: "Connect the input to a value that exists, or make it an input of the graph.",
	},
	"graph/dangling-output": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `The graph gives ${value}, which nothing makes.`,
		remedy: "Take it off the outputs, or connect what should make it.",
	},
	"graph/duplicate-value": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} is made more than once.`,
		remedy: "Rename one of them: ONNX wants each name once.",
	},
	"graph/hidden-value": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} has the name of a value outside of this body.`,
		remedy: "Rename it: ONNX wants each name once, also across bodies.",
	},
	"graph/duplicate-node": {
		severity: "warning",
		sentence: ({ name, times }: { name: string; times: number }) => `${count(times)} nodes are named ${name}.`,
		remedy: "Rename them, so that logs and edits can tell them apart.",
	},
	"graph/order": {
		severity: "warning",
		sentence: ({ node, value }: { node: string; value: string }) => `${node} stands before what makes its input ${value}.`,
		remedy: "Sort the nodes: ONNX wants them in an order in which they can run.",
	},
	"graph/cycle": {
		severity: "error",
		sentence: ({ nodes }: { nodes: readonly string[] }) =>
			`${count(nodes.length)} ${nodes.length === 1 ? "node needs its" : "nodes need each other's"} output to run: ${nodes.slice(0, 5).join(" → ")}${nodes.length > 5 ? " → …" : ""}.`,
		remedy: "Break the circle: connect one of their inputs to something else.",
	},
	"edit/no-such-node": {
		severity: "error",
		sentence: (wanted: Wanted) => `There is no node ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Check the name; node names change when a network is exported again.",
	},
	"edit/ambiguous-node": {
		severity: "error",
		sentence: ({ wanted, times }: { wanted: string; times: number }) => `${count(times)} nodes answer to ${wanted}.`,
		remedy: "Name an output of the node that is meant: outputs are unique.",
	},
	"edit/no-such-value": {
		severity: "error",
		sentence: (wanted: Wanted) => `There is no value ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Check the name; the names of values change when a network is exported again.",
	},
	"edit/no-such-body": {
		severity: "error",
		sentence: ({ wanted }: { wanted: string }) => `There is no body ${wanted}.`,
		remedy: "A body is named by the nodes and attributes on the way to it, or by its function.",
	},
	"edit/no-such-output": {
		severity: "error",
		sentence: (wanted: Wanted) => `The graph has no output ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Only what is an output now can stop being one.",
	},
	"edit/already-output": {
		severity: "info",
		sentence: ({ value }: { value: string }) => `${value} is an output already.`,
		remedy: "Nothing was changed.",
	},
	"edit/already-input": {
		severity: "info",
		sentence: ({ value }: { value: string }) => `${value} is an input already.`,
		remedy: "Nothing was changed.",
	},
	"edit/last-output": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} is the only output: without it nothing in the graph is needed.`,
		remedy: "Make another value an output first.",
	},
	"edit/output-without-type": {
		severity: "warning",
		sentence: ({ value }: { value: string }) => `${value} is an output now, but its type is not known.`,
		remedy: "Give the type with the edit. ONNX Runtime and TensorRT find it by themselves; onnx.checker refuses the model.",
	},
	"edit/input-without-type": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} can't become an input: its type is not known.`,
		remedy: "Give the type with the edit, as in float[1,3,224,224].",
	},
	"edit/bad-type": {
		severity: "error",
		sentence: ({ text, reason }: { text: string; reason: string }) => `"${text}" is not a type: ${reason}.`,
		remedy: "Write it as ONNX does: float[1,3,224,224], int64[N,?], float for a scalar, float[] for an unknown rank.",
	},
	"edit/bad-name": {
		severity: "error",
		sentence: ({ name, reason }: { name: string; reason: string }) => `"${name}" can't be a name: ${reason}.`,
		remedy: "Choose another name.",
	},
	"edit/name-taken": {
		severity: "error",
		sentence: ({ name }: { name: string }) => `${name} is taken already.`,
		remedy: "Choose another name: ONNX wants each name once.",
	},
	"edit/not-an-edit": {
		severity: "error",
		sentence: ({ step, reason }: { step: number; reason: string }) => `Step ${count(step)} of the recipe is no edit: ${reason}.`,
		remedy: "Check the recipe against docs/recipes.md.",
	},
} as const;
