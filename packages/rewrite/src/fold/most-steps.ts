import type { Node } from "@suture/graph";
import { integersOf, textOf } from "../match/attributes.ts";
import { type Site, shapeAt } from "../match/site.ts";
import { type MadeBytes, mostBytesAt } from "./most-bytes.ts";

/** What it costs to start a kernel, in steps. */
const startSteps = 20_000;

/** Elementary operations that a node without bodies takes at most, about a nanosecond each: so many that a stranger's file can't
 *  keep anybody waiting by one. */
export function mostSteps(site: Site, node: Node, made: MadeBytes): number {
	const read = node.inputs.map((value) => elementsAt(site, value, made));
	const written = node.outputs.map((value) => elementsAt(site, value, made));
	const largest = Math.max(1, ...read);
	const each = node.domain === "" ? stepsOf(site, node, read) : largest;
	return startSteps + Math.max(largest, ...written) * each;
}

/** Products of matrices are this much quicker than what goes element by element. */
const vectorized = 1 / 16;

/** Steps for each element, of the inputs or outputs, whichever are more. */
function stepsOf(site: Site, node: Node, read: readonly number[]): number {
	switch (node.opType) {
		case "MatMul":
		case "MatMulInteger":
		case "QLinearMatMul":
		case "Gemm":
			return Math.max(1, ...numbersOf(shapeAt(site, node.inputs[0]))) * vectorized;
		case "Conv":
		case "ConvInteger":
			return (read[1] ?? 1) * vectorized;
		case "AveragePool":
		case "LpPool":
		case "MaxPool":
			return (integersOf(node, "kernel_shape") ?? []).reduce((all, size) => all * size, 1);
		case "Einsum":
			return stepsOfEinsum(site, node);
		default:
			return quadratic.has(node.opType) ? Math.max(1, ...read) : 1;
	}
}

/** Operators that may go through an input once for each element. Others go through each a few times. */
const quadratic: ReadonlySet<string> = new Set(
	`Attention ConvTranspose DFT DeformConv Det GRU LRN LSTM LinearAttention MaxRoiPool NonMaxSuppression QLinearConv RNN RoiAlign STFT
	TfIdfVectorizer`.split(/\s+/),
);

/** Sizes of all letters multiplied. */
function stepsOfEinsum(site: Site, node: Node): number {
	const [terms = ""] = (textOf(site, node, "equation") ?? "").replaceAll(/\s/g, "").split("->");
	const letters = new Map<string, number>();
	let steps = 1;
	for (const [input, term] of terms.split(",").entries()) {
		const sizes = numbersOf(shapeAt(site, node.inputs[input]));
		if (term.includes(".")) steps *= sizes.reduce((all, size) => all * size, 1);
		else [...term].forEach((letter, axis) => letters.set(letter, sizes[axis] ?? 1));
	}
	for (const size of letters.values()) steps *= size;
	return steps * vectorized;
}

function numbersOf(sizes: readonly unknown[] | undefined): readonly number[] {
	return sizes?.filter((size) => typeof size === "number") ?? [];
}

/** An element takes a byte at least, but for those that are packed in pairs. */
function elementsAt(site: Site, value: string, made: MadeBytes): number {
	if (value === "") return 0;
	const shape = shapeAt(site, value);
	const sizes = numbersOf(shape);
	if (shape && sizes.length === shape.length) return sizes.reduce((all, size) => all * size, 1);
	return mostBytesAt(site, value, made) ?? 1;
}
