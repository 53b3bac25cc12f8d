import type { NodePlace, Problem } from "@suture/problems";

/** A problem that `check` foresees. */
export interface CheckProblem extends Problem {
	/** What TensorRT would say; "" where it says nothing. */
	readonly said: string;
	/** Names of the repairs that may help. */
	readonly fixes: readonly string[];
}

/** A problem on its way to the others. */
export interface Foreseen {
	readonly problem: Problem;
	readonly said: string;
	readonly fixes?: readonly string[];
}

/** Keeps what was found, each thing once a node: a body that several nodes call is checked for each. */
export class Findings {
	readonly #found = new Map<string, CheckProblem>();

	add(problem: Problem, said: string, fixes: readonly string[] = []): void {
		const key = JSON.stringify([problem.code, keyOf(problem.place.node), problem.place.value, problem.sentence]);
		if (!this.#found.has(key)) this.#found.set(key, { ...problem, said, fixes });
	}

	all(): CheckProblem[] {
		return [...this.#found.values()];
	}
}

function keyOf(place: NodePlace | undefined): readonly unknown[] {
	return place ? [place.path, place.index, place.output] : [];
}
