import { type Code, type Facts, type Problem, problem } from "@suture/problems";

/** What is known while a file is decoded: where we are, what was found wrong, how much may still come. */
export interface Reading {
	readonly file: string;
	/** Field names and indices from the model to here. */
	readonly path: (string | number)[];
	readonly problems: Problem[];
	/** Messages around the current one. */
	depth: number;
	/** What was decoded so far, in the units of `maximumItems`. */
	items: number;
}

export function startReading(file: string): Reading {
	return { file, path: [], problems: [], depth: 0, items: 0 };
}

/** protobuf's own readers (CodedInputStream, upb) stop at 100, so no valid file is deeper. */
export const maximumDepth = 100;

/** What a file may decode to: a number or name counts 1, a message 4, as their memory does. A network of 100,000 nodes comes
 *  to five million; the limit is met after about 3 s and 900 MB. */
export const maximumItems = 12_000_000;
export const itemsPerMessage = 4;

/** Stops reading at the first thing that can't be a protobuf; `readModel` turns it into its problem. */
export class WireError extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.sentence);
		this.problem = problem;
	}
}

/** The way to here as people read it: `graph.node[12].attribute[0].t`. */
export function pathOf(reading: Reading): string {
	let text = "";
	for (const step of reading.path) text += typeof step === "number" ? `[${step}]` : `${text && "."}${step}`;
	return text || "the model";
}

type Located = Exclude<Extract<Code, `onnx/${string}`>, "onnx/not-a-model">;

/** Gives up reading at this byte of the file. */
export function fail<C extends Located>(
	reading: Reading,
	code: C,
	offset: number,
	facts: Omit<Facts<C>, "path">,
): never {
	throw new WireError(located(reading, code, offset, facts));
}

/** Notes something odd at this byte and goes on. */
export function note<C extends Located>(
	reading: Reading,
	code: C,
	offset: number,
	facts: Omit<Facts<C>, "path">,
): void {
	reading.problems.push(located(reading, code, offset, facts));
}

function located<C extends Located>(reading: Reading, code: C, offset: number, facts: Omit<Facts<C>, "path">): Problem {
	// Every code of these takes a path, some do not print it.
	return problem(code, { ...facts, path: pathOf(reading) } as unknown as Facts<C>, { file: reading.file, offset });
}

/** Counts what was made, so that a small file can't fill the memory. */
export function spend(reading: Reading, items: number, offset: number): void {
	reading.items += items;
	if (reading.items > maximumItems) fail(reading, "onnx/too-many", offset, { limit: maximumItems });
}
