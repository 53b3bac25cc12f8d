import { type Facts, factOf } from "@suture/analysis";
import type { Body, Node } from "@suture/graph";
import { type Dimension, shapeOfFact } from "@suture/ops";

/** About how many multiplications and additions a node takes; sizes that are not known count as 32. */
export function workOfNode(facts: Facts, body: Body, { opType, inputs, outputs }: Node): number {
	const sizes = (value: string | undefined) =>
		value ? shapeOfFact(factOf(facts, body.id, value))?.map(numberOf) : undefined;
	const made = elements(sizes(outputs.find((output) => output !== "")));
	const [first, second] = [sizes(inputs[0]), sizes(inputs[1])];
	switch (opType) {
		case "Conv":
			return 2 * made * (elements(second) / Math.max(1, second?.[0] ?? 1));
		case "ConvTranspose":
			return 2 * elements(first) * (elements(second) / Math.max(1, second?.[0] ?? 1));
		case "MatMul":
		case "Gemm":
			return 2 * made * (first?.at(-1) ?? assumed);
		case "LSTM":
		case "GRU":
		case "RNN":
			return 2 * elements(second) * (first?.[0] ?? assumed);
		default:
			return made;
	}
}

const assumed = 32;

function numberOf(size: Dimension): number {
	return typeof size === "number" ? size : assumed;
}

/** Elements of a tensor of these sizes; of one of unknown rank a guess. */
export function elements(sizes: readonly number[] | undefined): number {
	return sizes ? sizes.reduce((product, size) => product * size, 1) : assumed;
}

/** Bytes of a value, with unknown sizes guessed as for the work. */
export function bytesOfValue(facts: Facts, body: Body, value: string, bytesPerElement: number): number {
	return bytesPerElement * elements(shapeOfFact(factOf(facts, body.id, value))?.map(numberOf));
}
