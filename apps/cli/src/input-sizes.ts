import { type InputSizes, readInputSizes } from "@suture/analysis";
import { SutureError } from "@suture/problems";

/** Sizes of inputs as verbs take them: x=1x3x224x224. Throws SutureError when one is none. */
export function inputSizes(texts: readonly string[] | undefined): InputSizes | undefined {
	if (!texts || texts.length === 0) return undefined;
	const { sizes, problems } = readInputSizes(texts);
	const [first] = problems;
	if (first) throw SutureError.from(first);
	return sizes;
}

/** Those sizes that are numbers throughout, for running a model. */
export function fixedSizes(sizes: InputSizes | undefined): ReadonlyMap<string, readonly number[]> {
	const fixed = new Map<string, readonly number[]>();
	for (const [name, dims] of sizes ?? []) {
		if (dims.every((size) => typeof size === "number")) fixed.set(name, dims);
	}
	return fixed;
}
