import type { NodeId } from "@suture/graph";
import type { Problem } from "@suture/problems";

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

/** Keeps what was found, each thing once a node: a function that many nodes call is reported where it is called first. */
export class Findings {
	readonly #found = new Map<string, CheckProblem>();

	/** `node` is the node of the graph that the problem is about. */
	add(
		problem: Problem,
		{ said = "", fixes = [], node }: Partial<Omit<Foreseen, "problem">> & { node?: NodeId } = {},
	): void {
		const key = JSON.stringify([problem.code, node ?? -1, problem.place.value, problem.sentence]);
		if (!this.#found.has(key)) this.#found.set(key, { ...problem, said, fixes });
	}

	all(): CheckProblem[] {
		return [...this.#found.values()];
	}
}
