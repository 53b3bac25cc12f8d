import { type Problem, problem } from "@suture/problems";

/** What is known of an error when its rule makes the problem. `node` is "" when the text names none. */
export interface BuilderFacts {
	readonly node: string;
	readonly operator: string;
	readonly said: string;
}

/** What an error of the builder means. */
export interface BuilderRule {
	/** Searched in the description, as TensorRT wrote it. */
	readonly text: RegExp;
	readonly make: (facts: BuilderFacts) => Problem;
}

const shapesDoNotFit = (facts: BuilderFacts): Problem =>
	facts.node === ""
		? problem("tensorrt/shapes-do-not-fit-anywhere", facts)
		: problem("tensorrt/shapes-do-not-fit", facts);

/** The first that matches counts. Texts were recorded with RTX 1.7.1 and 10.6, or read in issues of NVIDIA/TensorRT. */
export const builderRules: readonly BuilderRule[] = [
	{
		text: /dimensions not compatible|broadcast dimensions must be conformable|reshape wildcard|reshape (?:would )?changes? volume|same dimensions|violate shape constraints|Shape Error|In analyzeShapes at/,
		make: shapesDoNotFit,
	},
	{
		text: /Could not find any implementation for node (\{ForeignNode\[.*\]\}|.+?)\.?\)?$|has no runners that implement it/,
		make: ({ node, said }) => problem("tensorrt/no-implementation", { node: node || said }),
	},
	{
		text: /Unsupported SM|SM version|is not supported for SM|not supported on (?:this|the) (?:GPU|device)|Target GPU SM/i,
		make: (facts) => problem("tensorrt/unsupported-gpu", facts),
	},
	{
		text: /insuf+icient memory|OutOfMemory|out of memory|Requested amount of GPU memory/i,
		make: (facts) => problem("tensorrt/out-of-memory", facts),
	},
	{ text: /Network must have at least one output/, make: () => problem("tensorrt/no-outputs", {}) },
];

/** Lines that come behind the true error, or without one: never a cause. */
export function isNoise(description: string): boolean {
	// Without a driver any failing call adds a CUDA error 35 ("driver version is insufficient"); seen with RTX 1.7.1.
	return /catchCudaError.*cudaError 35|cudaError 35\b.*driver|BuildCanceled/is.test(description);
}
