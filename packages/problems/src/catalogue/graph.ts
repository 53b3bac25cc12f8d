import { count } from "./words.ts";

type Wanted = { readonly wanted: string; readonly nearest?: string | undefined };

const suggestion = ({ nearest }: Wanted) => (nearest === undefined ? "" : ` Did you mean ${nearest}?`);

/** A place in a text, both numbers from 1. */
type At = { readonly line: number; readonly column: number };
type Noted = { readonly what: string; readonly times: number; readonly first: string };

const stoppedAt = ({ line, column, reason }: At & { readonly reason: string }) =>
	`Line ${line}, column ${column}: ${reason}.`;

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
	"graph/body-mismatch": {
		severity: "error",
		sentence: ({ node, operator }: { node: string; operator: string }) =>
			`${node} and its ${operator === "If" ? "branches do" : "body does"} not take and give as many values.`,
		remedy:
			"Add or remove inputs and outputs until they agree: the operator's documentation says which belong together.",
	},
	"graph/untyped": {
		severity: "error",
		sentence: ({ value, side }: { value: string; side: "input" | "output" }) =>
			`The ${side} ${value} has no declared type.`,
		remedy: "Declare it in the model's properties: float[1,3,224,224], or float[] where the sizes are not known.",
	},
	"graph/unshaped": {
		severity: "warning",
		sentence: ({ value, side }: { value: string; side: "input" | "output" }) =>
			`The ${side} ${value} has no declared shape.`,
		remedy: "Declare one in the model's properties, with ? for sizes that are not known: onnx.checker wants it.",
	},
	"graph/duplicate-node": {
		severity: "warning",
		sentence: ({ name, times }: { name: string; times: number }) => `${count(times)} nodes are named ${name}.`,
		remedy: "Rename them, so that logs and edits can tell them apart.",
	},
	"graph/order": {
		severity: "warning",
		sentence: ({ node, value }: { node: string; value: string }) =>
			`${node} stands before what makes its input ${value}.`,
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
	"edit/found-near": {
		severity: "info",
		sentence: ({ wanted, node }: { wanted: string; node: string }) =>
			`${wanted} is not here; ${node} has the same around it and was taken for it.`,
		remedy: "Look at the step where that is not what you mean.",
	},
	"edit/alike-nodes": {
		severity: "error",
		sentence: ({ wanted, times }: { wanted: string; times: number }) =>
			`Which node is meant by ${wanted} is not clear: ${count(times)} have the same around them.`,
		remedy: "Do the step anew on this model.",
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
		sentence: ({ value }: { value: string }) =>
			`${value} is the only output: without it nothing in the graph is needed.`,
		remedy: "Make another value an output first.",
	},
	"edit/output-without-type": {
		severity: "warning",
		sentence: ({ value }: { value: string }) => `${value} is an output now, but its type is not known.`,
		remedy: "Give the type with the edit. ONNX Runtime finds it by itself; TensorRT and onnx.checker refuse the model.",
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
	"edit/no-such-input": {
		severity: "error",
		sentence: (wanted: Wanted) => `The graph has no input ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Only what is an input now can be moved or stop being one.",
	},
	"edit/no-such-attribute": {
		severity: "error",
		sentence: (wanted: Wanted & { readonly node: string }) =>
			`${wanted.node} has no attribute ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Check the name; attributes that a node leaves out have their defaults already.",
	},
	"edit/no-such-position": {
		severity: "error",
		sentence: ({ position, there, what }: { position: number; there: number; what: string }) =>
			`There is no ${what} at position ${count(position)}: there are ${count(there)}.`,
		remedy: "Positions count from 0, and a list grows by a few places at most.",
	},
	"edit/no-such-tensor": {
		severity: "error",
		sentence: (wanted: Wanted) =>
			`${wanted.wanted} is no initializer, and no Constant with a tensor makes it.${suggestion(wanted)}`,
		remedy: "Name a value whose contents the model holds, or make it constant first.",
	},
	"edit/no-such-local": {
		severity: "error",
		sentence: ({ name }: { name: string }) => `${name} is read, and no line of the edit makes it.`,
		remedy: "Make it in one of the lines, or write the name of a value of the graph, without the %.",
	},
	"edit/declared-not-made": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `The edit gives the type of ${value}, and no line of it makes that.`,
		remedy: "Declare only values that the lines make; give an initializer its values behind a =.",
	},
	"edit/made-twice": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} would be made twice.`,
		remedy: "Choose another name, or take out what makes it now. A name that begins with % is always free.",
	},
	"edit/still-read": {
		severity: "error",
		sentence: ({ value, reader }: { value: string; reader: string | undefined }) =>
			reader === undefined
				? `${value} is an output, and nothing would make it.`
				: `${reader} reads ${value}, and nothing would make it.`,
		remedy: "Connect what reads it to something else first, or make it by other nodes in the same edit.",
	},
	"edit/circle": {
		severity: "error",
		sentence: ({ nodes }: { nodes: readonly string[] }) =>
			`${nodes.slice(0, 5).join(" → ")}${nodes.length > 5 ? " → …" : ""} would wait for ${nodes.length === 1 ? "its own output" : "each other's outputs"}.`,
		remedy: "Take a value that does not come from the node itself.",
	},
	"edit/no-bypass": {
		severity: "error",
		sentence: ({ node, reason }: { node: string; reason: string }) => `${node} can't be bypassed: ${reason}.`,
		remedy: "Replace the node instead, by an Identity for instance.",
	},
	"edit/no-inline": {
		severity: "error",
		sentence: ({ node, reason }: { node: string; reason: string }) =>
			`${node} can't be replaced by its body: ${reason}.`,
		remedy: "Change what stands in the way, or replace the node by lines of your own.",
	},
	"edit/no-function": {
		severity: "error",
		sentence: ({ name, reason }: { name: string; reason: string }) => `There can be no function ${name}: ${reason}.`,
		remedy: "Choose other nodes or another name.",
	},
	"edit/no-merge": {
		severity: "error",
		sentence: ({ reason }: { reason: string }) => `The model can't be added: ${reason}.`,
		remedy: "Change the model that is added, or give its names a prefix.",
	},
	"edit/bad-tensor": {
		severity: "error",
		sentence: ({ tensor, reason }: { tensor: string; reason: string }) => `${tensor} can't hold that: ${reason}.`,
		remedy: "Give type, sizes and as many values as they mean, row by row.",
	},
	"edit/missing-contents": {
		severity: "error",
		sentence: ({ tensor, sha256 }: { tensor: string; sha256: string }) =>
			`The contents of ${tensor} are not here: nothing with the SHA-256 ${sha256.slice(0, 12)}… was handed over.`,
		remedy: "Keep the file of weights beside the recipe, or do the edit anew.",
	},
	"edit/fixed-type": {
		severity: "error",
		sentence: ({ value, type }: { value: string; type: string }) =>
			`${value} is a tensor of ${type}, whatever is declared.`,
		remedy: "Change what it holds instead.",
	},
	"edit/branch-input": {
		severity: "error",
		sentence: ({ value, node }: { value: string; node: string }) =>
			`${value} can't be an input of a branch of ${node}: branches take none.`,
		remedy: "Connect to the value outside by its name: a branch reads what is made before its node.",
	},
	"edit/needs-from": {
		severity: "error",
		sentence: ({ value, node }: { value: string; node: string }) =>
			`${node} gives its body its inputs, and nothing says what it gives for ${value}.`,
		remedy: "Connect to a value outside by its name, or add an input with `from`: the value that it begins with.",
	},
	"edit/fixed-place": {
		severity: "error",
		sentence: ({ value, node }: { value: string; node: string }) =>
			`${value} is what the body of ${node} must have at this place: the number of the round, or whether to go on.`,
		remedy: "Connect something else there; it can't be moved or taken away.",
	},
	"edit/other-kind": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} can't have a place among values of another kind.`,
		remedy: "What goes from round to round comes first, what is taken apart or collected behind it.",
	},
	"edit/needs-type": {
		severity: "error",
		sentence: ({ value }: { value: string }) => `${value} is an input or output of the model and needs its type.`,
		remedy: "Give another type instead; float[] leaves the shape open.",
	},
	"edit/no-such-dimension": {
		severity: "error",
		sentence: (wanted: Wanted) => `No declared size is named ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Look at the shapes of the inputs for the names that there are.",
	},
	"edit/no-such-opset": {
		severity: "error",
		sentence: (wanted: Wanted) =>
			`The operator set ${wanted.wanted || "ai.onnx"} is not imported.${suggestion(wanted)}`,
		remedy: "Give a version to import it.",
	},
	"edit/opset-in-use": {
		severity: "error",
		sentence: ({ domain, node }: { domain: string; node: string }) =>
			`${node} is of the operator set ${domain || "ai.onnx"}, which must stay imported.`,
		remedy: "Replace its nodes first.",
	},
	"edit/no-such-metadata": {
		severity: "error",
		sentence: (wanted: Wanted) => `The model's metadata has no ${wanted.wanted}.${suggestion(wanted)}`,
		remedy: "Only an entry that is there can be removed.",
	},
	"edit/bad-number": {
		severity: "error",
		sentence: ({ what, number }: { what: string; number: number }) => `${what} can't be ${number}.`,
		remedy: "Give a whole number that is not negative.",
	},
	"edit/too-large": {
		severity: "error",
		sentence: ({ nodes }: { nodes: number }) => `The graph would have ${count(nodes)} nodes or more.`,
		remedy: "Copy and unroll less: no network needs as many.",
	},
	"edit/move-unfit": {
		severity: "error",
		sentence: ({ step, reason }: { step: string; reason: string }) =>
			`The step can't be moved there: “${step}” would not fit any more. ${reason}`,
		remedy: "Leave it where it is, or move the other step along first.",
	},
	"edit/move-differs": {
		severity: "error",
		sentence: ({ where }: { where: string }) =>
			`The step can't be moved there: in the end ${where} would be different.`,
		remedy: "The order of these steps matters. Undo them and do them anew to change it.",
	},
	"edit/not-an-edit": {
		severity: "error",
		sentence: ({ step, reason }: { step: number; reason: string }) =>
			`Step ${count(step)} of the recipe is no edit: ${reason}.`,
		remedy: "Check the recipe against docs/recipes.md.",
	},
	"text/expected": {
		severity: "error",
		sentence: stoppedAt,
		remedy: "Something is missing, left over or misspelt there, or shortly before it.",
	},
	"text/type": {
		severity: "error",
		sentence: stoppedAt,
		remedy:
			"Write a type as ONNX does: float[1,3,224,224], int64[N,?], float for a scalar, float[] for an unknown rank.",
	},
	"text/number": {
		severity: "error",
		sentence: stoppedAt,
		remedy:
			"Use a number that fits its type. Halves and smaller floats are written as their bits: 1.0 is 15360 in float16.",
	},
	"text/attribute": {
		severity: "error",
		sentence: stoppedAt,
		remedy:
			'Write 1 for an int, 1.0 for a float, "a" for a string, [1, 2] for a list; name the type where the value does not show it, as in axes: ints = [].',
	},
	"text/tensor": {
		severity: "error",
		sentence: stoppedAt,
		remedy: "Write a tensor with its type, all sizes and its values: float[2] w = {1, 2.5}.",
	},
	"text/too-deep": {
		severity: "error",
		sentence: stoppedAt,
		remedy: "ONNX's own readers refuse such a model. Give the inner graphs to functions.",
	},
	"text/values": {
		severity: "error",
		sentence: ({ line, column, tensor, expected, found }: At & { tensor: string; expected: number; found: number }) =>
			`Line ${line}, column ${column}: ${tensor} should have ${count(expected)} ${expected === 1 ? "value" : "values"} by its type, and has ${count(found)}.`,
		remedy: "Add or take away values, or correct the shape.",
	},
	"text/weights-left-out": {
		severity: "error",
		sentence: ({ tensors, first }: { tensors: number; first: string }) =>
			`The text leaves out the values of ${count(tensors)} ${tensors === 1 ? "tensor" : "tensors"}: ${first}${tensors === 1 ? "" : " is the first"}.`,
		remedy: "Read it together with the model that it was written from, or write it anew with all weights.",
	},
	"text/left-out": {
		severity: "warning",
		sentence: ({ what, times, first }: Noted) =>
			`ONNX's text has no words for ${what}: ${count(times)} left out, ${times === 1 ? "at" : "first at"} ${first}.`,
		remedy: "Save the model as a file where they matter.",
	},
	"text/not-onnx": {
		severity: "info",
		sentence: ({ what, times, first }: Noted) =>
			`Only Suture reads this text, not onnx.parser: it has ${what}, ${times === 1 ? "once, at" : `${count(times)} times, first at`} ${first}.`,
		remedy: "Rename them, or save the model as a file, where ONNX itself has to read it.",
	},
} as const;
