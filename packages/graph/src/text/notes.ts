import { type Problem, problem } from "@suture/problems";

/** Something that was met while writing: what, how often, and where first. */
interface Note {
	readonly times: number;
	readonly first: string;
}

/** What a written text does not say, by what it is: "doc strings of nodes". */
export interface Notes {
	/** What ONNX's syntax has no words for. */
	readonly leftOut: Map<string, Note>;
	/** What stands in the text, but in a form that `modelFromText` alone reads. */
	readonly notOnnx: Map<string, Note>;
}

export function newNotes(): Notes {
	return { leftOut: new Map(), notOnnx: new Map() };
}

/** Notes something `times` times more. */
export function note(notes: Map<string, Note>, what: string, where: string, times = 1): void {
	if (times === 0) return;
	const known = notes.get(what);
	notes.set(what, { times: (known?.times ?? 0) + times, first: known?.first ?? where });
}

export function problemsOfNotes({ leftOut, notOnnx }: Notes): Problem[] {
	return [
		...Array.from(leftOut, ([what, { times, first }]) => problem("text/left-out", { what, times, first })),
		...Array.from(notOnnx, ([what, { times, first }]) => problem("text/not-onnx", { what, times, first })),
	];
}

/** The notes as comments, for the top of the text; nothing when there are none. */
export function commentsOfNotes(notes: Notes): string {
	// A name may hold line breaks, which would end the comment.
	return problemsOfNotes(notes)
		.map(({ sentence }) => `# ${sentence.replace(/\s+/g, " ")}\n`)
		.join("");
}
