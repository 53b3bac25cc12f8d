import { type Code, type Problem, problem } from "@suture/problems";

/** What can end the reading of a text. All say where and why in the same words. */
export type StopCode = Extract<
	Code,
	"text/expected" | "text/type" | "text/number" | "text/attribute" | "text/tensor" | "text/too-deep"
>;

/** Thrown inside of the reader at the first place that it can't read, and caught at its door: every function in between
 *  would otherwise have to hand the failure on. */
export class Stop {
	readonly code: StopCode;
	/** 0-based position in the text. */
	readonly at: number;
	/** The end of a sentence, without its full stop. */
	readonly reason: string;

	constructor(code: StopCode, at: number, reason: string) {
		this.code = code;
		this.at = at;
		this.reason = reason;
	}
}

/** The problem of a stop, with line and column as editors count them: from 1. */
export function problemOfStop({ code, at, reason }: Stop, text: string): Problem {
	return problem(code, { ...lineAndColumn(text, at), reason });
}

export function lineAndColumn(text: string, at: number): { line: number; column: number } {
	let line = 1;
	let lineStart = 0;
	for (let end = text.indexOf("\n"); end !== -1 && end < at; end = text.indexOf("\n", lineStart)) {
		line++;
		lineStart = end + 1;
	}
	return { line, column: at - lineStart + 1 };
}
