import { bodyOf, type Edit, type Graph, isValueName, nodesByName, type TensorLiteral } from "@suture/graph";
import { tensorTypeNamed } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import type { Images } from "./images.ts";
import { type InputPlan, planInput } from "./plan-input.ts";

export type PreprocessEdits = { readonly edits: readonly Edit[] } | { readonly problem: Problem };

/** Edits that put pre-processing of images in front of an input: the sizes and channels in the model's order, then
 *  (x · scale − mean) / standard deviation. The input keeps its name and place; its sizes keep their numbers and names. */
export function preprocessEdits(graph: Graph, input: string, images: Images): PreprocessEdits {
	const plan = planInput(graph, input, images);
	if ("problem" in plan) return plan;
	const { calls, tensors } = nodesFor(plan);
	if (calls.length === 0) return { problem: problem("preprocess/nothing", { input }, { value: input }) };
	const held = Object.entries(tensors);
	const names = ["image", "ready", ...calls.map(({ name }) => name), ...held.map(([name]) => name)];
	const prefix = freePrefix(graph, input, names);
	const lines = calls.map(({ name, call }, i) => {
		const from = calls[i - 1]?.name ?? "image";
		const to = i === calls.length - 1 ? "ready" : name;
		return `\t["${name}"] ${to} = ${call(from)}`;
	});
	const inputs = [
		`${plan.incoming} image`,
		...held.map(([name, { type, dims }]) => `${type}[${dims.join(",")}] ${name}`),
	];
	const head = `preprocessing (${inputs.join(", ")}) => (${plan.outgoing} ready)`;
	const merge = {
		do: "merge-model",
		model: `${head} {\n${lines.join("\n")}\n}`,
		prefix,
		outputs: { ready: input },
	} as const;
	return {
		edits: [
			held.length === 0 ? merge : { ...merge, tensors },
			{ do: "rename-value", value: input, name: `${prefix}ready` },
			{ do: "rename-value", value: `${prefix}image`, name: input },
		],
	};
}

interface Call {
	/** Of the node and of what it makes. */
	readonly name: string;
	readonly call: (from: string) => string;
}

type Written = Extract<TensorLiteral, { readonly values: unknown }>;

function nodesFor(plan: InputPlan): { calls: readonly Call[]; tensors: Readonly<Record<string, Written>> } {
	const { elements, permutation, channelAxis, isReversed, shift, factor } = plan;
	const { incoming, between, outgoing } = elements;
	const calls: Call[] = [];
	const tensors: Record<string, Written> = {};
	const cast = (name: string, to: string): Call => ({
		name,
		call: (from) => `Cast <to = ${tensorTypeNamed(to)?.dataType ?? 0}> (${from})`,
	});
	// TensorRT takes bytes only where a Cast is the first to read them.
	if (incoming !== between) calls.push(cast("cast", between));
	if (permutation) {
		calls.push({ name: "transpose", call: (from) => `Transpose <perm = [${permutation.join(", ")}]> (${from})` });
	}
	if (isReversed) {
		tensors["order"] = { type: "int64", dims: [3], values: [2, 1, 0] };
		calls.push({ name: "reverse_channels", call: (from) => `Gather <axis = ${channelAxis}> (${from}, order)` });
	}
	if (shift) {
		tensors["mean"] = perChannel(plan, shift);
		calls.push({ name: "subtract_mean", call: (from) => `Sub (${from}, mean)` });
	}
	if (factor) {
		tensors["factor"] = perChannel(plan, factor);
		calls.push({ name: "scale", call: (from) => `Mul (${from}, factor)` });
	}
	if (between !== outgoing) calls.push(cast("cast_last", outgoing));
	return { calls, tensors };
}

/** Numbers in a shape that is broadcast along the model's channels. */
function perChannel({ elements, channelAxis, rank }: InputPlan, values: readonly number[]): Written {
	const behind = values.length === 1 ? [] : new Array<number>(rank - 1 - channelAxis).fill(1);
	return { type: elements.between, dims: [values.length, ...behind], values };
}

/** What stands before names so that none of them is taken. */
function freePrefix(graph: Graph, input: string, names: readonly string[]): string {
	const nodes = nodesByName(bodyOf(graph, graph.main));
	const isFree = (prefix: string) =>
		!names.some((name) => isValueName(graph, prefix + name) || nodes.has(prefix + name));
	let prefix = `${input}_`;
	for (let i = 1; !isFree(prefix); i++) prefix = `${input}_${i}_`;
	return prefix;
}
