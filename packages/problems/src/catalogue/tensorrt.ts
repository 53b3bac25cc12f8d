type Node = { readonly node: string; readonly operator: string };
type Said = Node & { readonly said: string };

const cut =
	"Make the tensors in front of it outputs and remove the rest, then compute this part outside of the engine; or replace it by operators that TensorRT has.";

/** What TensorRT refuses, in plain words. `said` is TensorRT's own sentence. */
export const tensorrtProblems = {
	"tensorrt/needs-plugin": {
		severity: "error",
		sentence: ({ node, operator }: Node) =>
			`TensorRT does ${operator} by a plugin, and this builder has no plugin library loaded, so it can't take ${node}.`,
		remedy: `${cut} A builder on a host with a GPU has TensorRT's own plugins.`,
	},
	"tensorrt/unknown-operator": {
		severity: "error",
		sentence: ({ node, operator }: Node) =>
			`This TensorRT has no ${operator}: neither an operator nor a loaded plugin has that name, so it can't take ${node}.`,
		remedy: `${cut} A newer TensorRT may know it; if it is your own operator, load the library that has its plugin.`,
	},
	"tensorrt/unsupported-operator": {
		severity: "error",
		sentence: ({ node, operator }: Node) =>
			`TensorRT knows ${operator} but does not support it, so it refuses ${node}.`,
		remedy: cut,
	},
	"tensorrt/unsupported-attribute": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) => `TensorRT refuses an attribute of ${node} (${operator}): ${said}`,
		remedy: "Change or remove the attribute where the numbers allow it, or rewrite the node without it.",
	},
	"tensorrt/unsupported-type": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) =>
			`TensorRT does not do ${operator} in this data type, so it refuses ${node}: ${said}`,
		remedy: "Cast its input to a type that TensorRT does, most often FLOAT or INT32, and cast back behind it.",
	},
	"tensorrt/must-be-constant": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) =>
			`${node} (${operator}) takes a value that the network computes where TensorRT wants a constant: ${said}`,
		remedy:
			"Fold constants: what is computed from constants alone becomes an initializer. If it depends on the input's size, fix that size first.",
	},
	"tensorrt/dynamic-weights": {
		severity: "error",
		sentence: ({ node, operator }: Node) =>
			`${node} (${operator}) has weights that the network computes; this TensorRT takes them only as initializers.`,
		remedy: "Fold constants: most often only an Identity or a Reshape stands between the weights and the node.",
	},
	"tensorrt/unsupported-input": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) => `TensorRT does not take this input of ${node} (${operator}): ${said}`,
		remedy: "Fold constants and try again. If it stays, rewrite the node or cut it off.",
	},
	"tensorrt/unsupported-shape": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) => `TensorRT does not take a shape of ${node} (${operator}): ${said}`,
		remedy: "Check the shapes on its edges. With dynamic inputs, fix the sizes that you do not need to vary.",
	},
	"tensorrt/dynamic-shape": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) =>
			`${node} (${operator}) needs a size that is not known when the engine is built: ${said}`,
		remedy: "Fix the size of the input that it depends on, or rewrite the node.",
	},
	"tensorrt/invalid-node": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) => `TensorRT refuses ${node} (${operator}): ${said}`,
		remedy: "Check the node's inputs and attributes against the documentation of its operator.",
	},
	"tensorrt/refused-node": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) => `TensorRT refuses ${node} (${operator}): ${said}`,
		remedy: cut,
	},
	"tensorrt/refused-graph": {
		severity: "error",
		sentence: ({ said }: { said: string }) => `TensorRT refuses the model: ${said}`,
		remedy: "See the lines of the log around it.",
	},
	"tensorrt/shapes-do-not-fit": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) =>
			`At the sizes that were asked for, the shapes at ${node} (${operator}) do not fit: ${said}`,
		remedy:
			"Build for sizes at which the network runs: often an image must be a multiple of 32, or the batch is baked into a Reshape.",
	},
	"tensorrt/shapes-do-not-fit-anywhere": {
		severity: "error",
		sentence: ({ said }: { said: string }) => `At the sizes that were asked for, some shapes do not fit: ${said}`,
		remedy:
			"Build for sizes at which the network runs: often an image must be a multiple of 32, or the batch is baked into a Reshape.",
	},
	"tensorrt/assumed-sizes": {
		severity: "warning",
		sentence: ({ inputs }: { inputs: readonly string[] }) =>
			`No sizes were given for ${inputs.join(", ")}, so 1 was taken for each unknown dimension.`,
		remedy: "Give the sizes that the engine shall work for. A network for images rarely runs on one pixel.",
	},
	"tensorrt/no-implementation": {
		severity: "error",
		sentence: ({ node }: { node: string }) => `TensorRT found no way to run ${node} on this GPU.`,
		remedy:
			"Most often memory was short: raise the workspace or lower the largest shapes. Else try another optimization level or a newer TensorRT, or make an inner tensor an output, which splits the group.",
	},
	"tensorrt/unsupported-gpu": {
		severity: "error",
		sentence: ({ said }: { said: string }) => `This TensorRT does not build for that GPU: ${said}`,
		remedy: "Choose another compute capability, or another version of TensorRT.",
	},
	"tensorrt/out-of-memory": {
		severity: "error",
		sentence: ({ said }: { said: string }) => `Memory ran out: ${said}`,
		remedy: "Lower the largest shapes or the workspace, or build on a host with more memory.",
	},
	"tensorrt/no-outputs": {
		severity: "error",
		sentence: () => "The network has no output.",
		remedy: "Make at least one tensor an output.",
	},
	"tensorrt/internal": {
		severity: "error",
		sentence: ({ node, said }: { node: string; said: string }) =>
			`TensorRT failed inside itself${node === "" ? "" : ` at ${node}`}: ${said}`,
		remedy:
			"This is a fault of TensorRT that the graph sets off. Another version may build it; changing the nodes around this place may avoid it.",
	},
} as const;
