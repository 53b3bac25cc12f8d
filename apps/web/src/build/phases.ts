import type { BuilderEventOf } from "@suture/protocol";

/** A phase of TensorRT's that is running. */
export interface Phase {
	readonly name: string;
	readonly steps: number;
	readonly step: number;
	readonly depth: number;
	readonly sinceSeconds: number;
}

/** The running phases after one more event, outermost first. A phase that ends takes those inside it along. */
export function phasesAfter(phases: readonly Phase[], event: BuilderEventOf<"phase">): readonly Phase[] {
	const at = phases.findIndex(({ name }) => name === event.name);
	if (event.at === "finish") return at < 0 ? phases : phases.slice(0, at);
	if (event.at === "step" && at >= 0)
		return phases.map((phase, i) => (i === at ? { ...phase, step: (event.step ?? 0) + 1 } : phase));
	const parent = event.parent === null ? -1 : phases.findIndex(({ name }) => name === event.parent);
	// Phases side by side run one after the other, so what stands behind the parent is over.
	const outer = phases.slice(0, parent + 1);
	return [...outer, { name: event.name, steps: event.steps ?? 0, step: 0, depth: outer.length, sinceSeconds: event.t }];
}

/** How much of the build is behind it, from 0 to 1, as far as TensorRT's phases say: each step of a phase counts the same. Undefined
 *  before the first. It can stand still for minutes, so it never stands alone on the screen. */
export function shareDone(phases: readonly Phase[]): number | undefined {
	if (phases.length === 0) return undefined;
	let share = 0;
	let room = 1;
	for (const { step, steps } of phases) {
		if (steps <= 0) break;
		share += (room * step) / steps;
		room /= steps;
	}
	return Math.min(1, share);
}
