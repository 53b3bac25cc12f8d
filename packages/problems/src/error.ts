import type { Code } from "./catalogue.ts";
import { type Facts, type Place, type Problem, problem } from "./problem.ts";

/** The world failed (disk, process, network): thrown where it happened, caught once by the shell, shown once. */
export class SutureError<C extends Code = Code> extends Error {
	readonly problem: Problem;

	constructor(code: C, facts: Facts<C>, { cause, place }: { cause?: unknown; place?: Place } = {}) {
		const found = problem(code, facts, place);
		super(`${found.sentence} ${found.remedy}`.trim(), cause === undefined ? undefined : { cause });
		this.name = "SutureError";
		this.problem = found;
	}

	/** A problem that was met as a value and now ends what was being done. */
	static from(found: Problem): SutureError {
		return new SutureError(found.code, found.facts as Facts<Code>, { place: found.place });
	}
}
