import type { Problem } from "@suture/problems";

/** What a verb found out: for programs, and for people. */
export interface Answer {
	readonly json: Readonly<Record<string, unknown>>;
	readonly text: string;
	readonly exitCode: number;
}

export const exitCodes = { fine: 0, foundProblems: 1, couldNotRun: 2 } as const;

/** A problem as --json prints it. */
export interface ProblemJson {
	readonly code: string;
	readonly severity: string;
	/** Name of the node, or what it makes when it has none; null when the problem is about no node. */
	readonly node: string | null;
	readonly operator: string | null;
	readonly sentence: string;
	readonly remedy: string;
}

export function problemJson({ code, severity, sentence, remedy, place }: Problem): ProblemJson {
	const node = place.node ? place.node.name || place.node.output || null : null;
	return { code, severity, node, operator: place.node?.operator ?? null, sentence, remedy };
}

/** A problem as people read it. */
export function problemText({ severity, sentence, remedy }: Problem): string {
	return `${severity}: ${sentence}${remedy === "" ? "" : `\n  ${remedy}`}\n`;
}
