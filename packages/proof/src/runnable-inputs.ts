import type { RunTensor, Session } from "@suture/onnx";
import { choices, chooseSizes, type Sizes } from "./choose-sizes.ts";
import type { InputDescription } from "./inputs-of.ts";
import { messageOf } from "./message-of.ts";
import { integerRanges, randomInputs } from "./random-inputs.ts";

/** Sizes to try. Where all are fixed only the numbers differ. */
export function chosenSizes(inputs: readonly InputDescription[], sizes: Sizes | undefined): Sizes[] {
	const isOpen = inputs.some(({ name, dims }) => !sizes?.has(name) && dims?.some((dim) => typeof dim !== "number"));
	return (isOpen ? choices : choices.slice(0, 2)).map((choice) => chooseSizes(inputs, choice, sizes));
}

export type FirstRun =
	| { readonly feeds: ReadonlyMap<string, RunTensor>; readonly found: ReadonlyMap<string, RunTensor> }
	| { readonly reason: string };

/** Runs a model on random inputs, with other whole numbers until it does. `given` inputs are taken as they are. */
export async function firstRun(
	session: Session,
	inputs: readonly InputDescription[],
	outputs: readonly string[],
	sizes: Sizes,
	seed: number,
	given: ReadonlyMap<string, RunTensor> = new Map(),
): Promise<FirstRun> {
	const random = inputs.filter(({ name }) => !given.has(name));
	const hasIntegers = random.some(({ type }) => type?.includes("int"));
	let reason = "";
	for (const range of hasIntegers ? integerRanges : integerRanges.slice(0, 1)) {
		const made = randomInputs(random, sizes, range, seed);
		if (!made) return { reason: "An input is no tensor of numbers." };
		const feeds = new Map([...made, ...given]);
		try {
			return { feeds, found: await session.run(feeds, outputs) };
		} catch (error) {
			reason ||= messageOf(error);
		}
	}
	return { reason };
}
