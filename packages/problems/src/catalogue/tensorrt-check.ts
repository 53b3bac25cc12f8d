type Node = { readonly node: string; readonly operator: string };
type Said = Node & { readonly said: string };
type Value = { readonly value: string; readonly type: string; readonly target: string };

const cast = "Cast it to FLOAT, FLOAT16, INT32 or BOOL outside of the engine.";

/** What `check` sees before TensorRT is asked, where the words are not those of a refusal that TensorRT itself makes. */
export const tensorrtCheckProblems = {
	"tensorrt/unknown-target": {
		severity: "error",
		sentence: ({ target }: { target: string; known: readonly string[] }) => `There is no target ${target}.`,
		remedy: ({ known }: { known: readonly string[] }) => `The targets are ${known.join(", ")}.`,
	},
	"tensorrt/fold-first": {
		severity: "error",
		sentence: ({ node, operator, input, said }: Said & { readonly input: string }) =>
			`${node} (${operator}) gets ${input} from other nodes, and this TensorRT takes it only as an initializer: ${said}`,
		remedy: "Fold constants: it is computed from constants alone, so it becomes an initializer.",
	},
	"tensorrt/unreadable-shape": {
		severity: "error",
		sentence: ({ node, operator, maker, said }: Said & { readonly maker: string }) =>
			`${node} (${operator}) takes a shape that ${maker} helps to compute, and this TensorRT can't follow that while it parses: ${said}`,
		remedy:
			"Fold constants. If the shape depends on the input, fix the input's size, or compute the shape by Shape, Gather, Concat and arithmetic alone.",
	},
	"tensorrt/refused-inside": {
		severity: "error",
		sentence: ({ node, operator, inner }: Node & { readonly inner: string }) =>
			`TensorRT can't take ${node} (${operator}): it refuses ${inner} inside of it.`,
		remedy: "See the problem of the node inside.",
	},
	"tensorrt/crashes": {
		severity: "error",
		sentence: ({ node, operator, because }: Node & { readonly because: string }) =>
			`This TensorRT crashes at ${node} (${operator}) while it parses, without a word: ${because}`,
		remedy: "Rewrite the node before you build. A crash ends the whole process, and no error names the node.",
	},
	"tensorrt/shape-as-read": {
		severity: "error",
		sentence: ({ node, operator, said }: Said) =>
			`This TensorRT ignores a part of a node in front of ${node} (${operator}), so the shapes no longer fit there: ${said}`,
		remedy: "Rewrite the nodes that are warned of, so that they say the same without what is ignored.",
	},
	"tensorrt/different-numbers": {
		severity: "warning",
		sentence: ({ node, operator, said }: Said) =>
			`TensorRT takes ${node} (${operator}), but computes something else: ${said}`,
		remedy: "Rewrite the node so that it says the same without what is ignored.",
	},
	"tensorrt/needs-cudnn": {
		severity: "warning",
		sentence: ({ node, operator }: Node) =>
			`TensorRT does ${node} (${operator}) by a plugin that opens cuDNN, and ends without a word where cuDNN is missing.`,
		remedy:
			"Write it out in other operators, or make sure that cuDNN is installed wherever the engine is built and run.",
	},
	"tensorrt/input-type": {
		severity: "error",
		sentence: ({ value, type, target }: Value) => `The input ${value} is ${type}, which ${target} does not take.`,
		remedy: cast,
	},
	"tensorrt/input-rank": {
		severity: "error",
		sentence: ({ value, rank }: { value: string; rank: number }) =>
			`The input ${value} has ${rank} axes, and TensorRT knows at most 8.`,
		remedy: "Reshape it to fewer axes outside of the engine.",
	},
	"tensorrt/output-type": {
		severity: "error",
		sentence: ({ value, type, target }: Value) => `The output ${value} is ${type}, which ${target} does not give.`,
		remedy: cast,
	},
	"tensorrt/initializer-type": {
		severity: "error",
		sentence: ({ value, type, target }: Value) =>
			`The initializer ${value} is ${type}, which ${target} can't read; it refuses the model even where nothing uses it.`,
		remedy: "Remove it where nothing uses it, else store it in a type that TensorRT has and cast it behind.",
	},
	"tensorrt/narrowed-input": {
		severity: "info",
		sentence: ({ value, type, target }: Value & { readonly taken: string }) =>
			`The input ${value} is ${type}; ${target} takes it as narrower numbers.`,
		remedy: ({ taken }: { taken: string }) => `Give the engine ${taken}, and make sure that no value is beyond it.`,
	},
	"tensorrt/narrowed-constant": {
		severity: "warning",
		sentence: ({ value, type, target }: Value) =>
			`${value} holds ${type} numbers beyond INT32, and ${target} clamps them.`,
		remedy: "See that the clamped number means the same: as an end of Slice it does, as an index or a mask it may not.",
	},
	"tensorrt/newer-opset": {
		severity: "warning",
		sentence: ({ opset, known, target }: { opset: number; known: number; target: string }) =>
			`The model is opset ${opset}, and ${target} knows opsets up to ${known}: what came later is refused or ignored.`,
		remedy: "Export with an older opset, or convert the model, and look at the problems of single nodes.",
	},
	"tensorrt/not-on-dla": {
		severity: "warning",
		sentence: ({ node, operator }: Node) => `The DLA has no ${operator}, so ${node} runs on the GPU.`,
		remedy: "Allow the fallback to the GPU, or keep such nodes at the ends: each change of device copies tensors.",
	},
	"tensorrt/beyond-dla": {
		severity: "warning",
		sentence: ({ node, operator, because }: Node & { because: string }) =>
			`The DLA does not take ${node} (${operator}), so it runs on the GPU: ${because}`,
		remedy: "Allow the fallback to the GPU, or change the node so that it stays within the limit.",
	},
	"tensorrt/dla-fallback": {
		severity: "warning",
		sentence: ({ onGpu, all, crossings }: { onGpu: number; all: number; crossings: number }) =>
			`${onGpu} of ${all} nodes run on the GPU, and ${crossings} tensors go from one device to the other.`,
		remedy: "Allow the fallback to the GPU. Each such tensor is copied: with many of them the GPU alone may be faster.",
	},
	"tensorrt/no-dla": {
		severity: "error",
		sentence: ({ target }: { target: string }) =>
			`${target} has no DLA: TensorRT 10.7 was the last that had one on Jetson.`,
		remedy: "Build for the GPU, or with the TensorRT of an older JetPack.",
	},
	"tensorrt/dynamic-on-dla": {
		severity: "error",
		sentence: ({ value }: { value: string }) =>
			`The input ${value} has sizes that are not fixed, and the DLA runs fixed sizes only.`,
		remedy: "Fix the sizes of the inputs.",
	},
} as const;
