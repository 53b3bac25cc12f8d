import { proxy } from "comlink";
import { createStore } from "zustand/vanilla";
import { prover } from "../surgeon/connect.ts";
import type { GivenLine, Measure, Measured, RunWish } from "../surgeon/measured.ts";
import { notify, problemOf } from "../workspace/workspace.ts";

export type NumbersPhase =
	| { readonly at: "asking" }
	| { readonly at: "running"; readonly done: number; readonly all: number }
	| { readonly at: "measured"; readonly measured: Measured };

export interface Numbers {
	readonly phase: NumbersPhase;
	readonly wish: RunWish;
	/** Files that were given as inputs. */
	readonly given: readonly GivenLine[];
	/** What the list is sorted by, and the graph coloured. */
	readonly measure: Measure;
}

const fresh: Pick<Numbers, "phase" | "wish" | "given"> = {
	phase: { at: "asking" },
	wish: { which: "outputs", seed: 1, sizes: {} },
	given: [],
};

export const numbers = createStore<Numbers>()(() => ({ ...fresh, measure: "relative" }));

let turn = 0;

/** Runs both versions. */
export async function run(wish: RunWish): Promise<void> {
	const own = ++turn;
	numbers.setState({ wish, phase: { at: "running", done: 0, all: 0 } });
	const progress = proxy(async (done: number, all: number) => {
		if (own === turn) numbers.setState({ phase: { at: "running", done, all } });
	});
	try {
		const measured = await prover.measure(wish, progress);
		if (own === turn) numbers.setState({ phase: { at: "measured", measured } });
	} catch (error) {
		if (own !== turn) return; // it was stopped on purpose
		notify(problemOf(error));
		numbers.setState({ phase: { at: "asking" } });
	}
}

/** Ends a run. */
export function stopRun(): void {
	turn++;
	void prover.stop();
	numbers.setState({ phase: { at: "asking" } });
}

/** Takes files as inputs; none: all are random again. */
export async function giveInputs(files: readonly File[]): Promise<void> {
	try {
		numbers.setState({ given: await prover.giveInputs(files) });
	} catch (error) {
		notify(problemOf(error));
	}
}

export function showMeasure(measure: Measure): void {
	numbers.setState({ measure });
}

/** Forgets what was run: something else is compared. */
export function forgetNumbers(): void {
	const { phase, given } = numbers.getState();
	if (phase.at === "running") stopRun();
	turn++;
	if (given.length > 0) void giveInputs([]);
	numbers.setState(fresh);
}
