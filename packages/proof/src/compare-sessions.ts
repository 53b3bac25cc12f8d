import type { RunTensor, Session } from "@suture/onnx";
import type { Sizes } from "./choose-sizes.ts";
import { compareTensors, type Difference } from "./compare-tensors.ts";
import type { InputDescription } from "./inputs-of.ts";
import { messageOf } from "./message-of.ts";
import { chosenSizes, firstRun } from "./runnable-inputs.ts";

export interface ComparedRun {
	readonly sizes: Readonly<Record<string, readonly number[]>>;
	readonly outputs: ReadonlyMap<string, Difference>;
}

/** What came out of running two models side by side. */
export interface Comparison {
	/** Every output of every run agrees; false also when nothing could be run. */
	readonly ok: boolean;
	readonly maxAbsoluteError: number;
	readonly maxRelativeError: number;
	readonly runs: readonly ComparedRun[];
	/** Why there is no run, or what one of the models said. */
	readonly reason?: string;
}

export interface CompareOptions {
	/** Sizes of inputs in place of chosen ones. */
	readonly sizes?: Sizes;
	/** How many runs. Default: 2, with other sizes where they are open, other numbers anyway. */
	readonly runs?: number;
}

/** Runs two models on the same random inputs and compares all outputs asked for. Sizes and numbers are chosen such that the first
 *  model runs; the second must then run too. */
export async function compareSessions(
	before: Session,
	after: Session,
	inputs: readonly InputDescription[],
	outputs: readonly string[],
	{ sizes, runs: wantedRuns = 2 }: CompareOptions = {},
): Promise<Comparison> {
	const runs: ComparedRun[] = [];
	let reason: string | undefined;
	for (const [seed, choice] of chosenSizes(inputs, sizes).entries()) {
		if (runs.length === wantedRuns) break;
		const first = await firstRun(before, inputs, outputs, choice, seed + 1);
		if ("reason" in first) {
			reason ??= first.reason;
			continue;
		}
		try {
			const second = await after.run(first.feeds, outputs);
			runs.push({ sizes: Object.fromEntries(choice), outputs: differences(first.found, second) });
		} catch (error) {
			return { ...summary(runs), ok: false, reason: `The result does not run: ${messageOf(error)}` };
		}
	}
	if (runs.length === 0) return { ...summary(runs), ok: false, reason: reason ?? "There are no inputs for it." };
	return summary(runs);
}

function differences(
	left: ReadonlyMap<string, RunTensor>,
	right: ReadonlyMap<string, RunTensor>,
): ReadonlyMap<string, Difference> {
	const found = new Map<string, Difference>();
	for (const [name, tensor] of left) {
		const other = right.get(name);
		if (other) found.set(name, compareTensors(tensor, other));
	}
	return found;
}

function summary(runs: readonly ComparedRun[]): Comparison {
	const all = runs.flatMap(({ outputs }) => [...outputs.values()]);
	const largest = (of: (one: Difference) => number) => all.reduce((most, one) => Math.max(most, of(one)), 0);
	return {
		ok: all.every(({ ok }) => ok),
		maxAbsoluteError: largest(({ maxAbsoluteError }) => maxAbsoluteError),
		maxRelativeError: largest(({ maxRelativeError }) => maxRelativeError),
		runs,
	};
}
