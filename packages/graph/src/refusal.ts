import { type Code, type Facts, type Place, type Problem, problem } from "@suture/problems";

/** Thrown inside of an edit that can't be applied, and caught only where edits are applied: every function in between would
 *  otherwise have to hand it on. */
export class Refusal {
	readonly problems: readonly Problem[];

	constructor(problems: readonly Problem[]) {
		this.problems = problems;
	}
}

/** Ends the edit, which changes nothing then. */
export function refuse<C extends Code>(code: C, facts: Facts<C>, place?: Place): never {
	throw new Refusal([problem(code, facts, place)]);
}
