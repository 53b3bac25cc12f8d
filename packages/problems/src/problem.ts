import { type Code, catalogue } from "./catalogue.ts";

export type Severity = "error" | "warning" | "info";

/** A node as a person and a program can both find it: names change, so the first output and the index help. */
export interface NodePlace {
	readonly name: string;
	readonly operator: string;
	/** First output that has a name; unique inside its body. */
	readonly output?: string;
	/** 0-based position in its body. */
	readonly index?: number;
	/** Names of the bodies on the way to it, outermost first; empty in the main graph. */
	readonly path?: readonly string[];
}

/** Where a problem sits. Every part is optional: a file can be broken before it has nodes. */
export interface Place {
	readonly file?: string;
	/** Byte offset in the file. */
	readonly offset?: number;
	readonly node?: NodePlace;
	readonly value?: string;
	/** 0-based positions of the log lines that are the evidence. */
	readonly lines?: readonly number[];
}

/** Something that is wrong, as data: what it is (code, facts), how to say it (sentence, remedy), where it is (place). */
export interface Problem {
	readonly code: Code;
	readonly severity: Severity;
	readonly sentence: string;
	readonly remedy: string;
	readonly place: Place;
	readonly facts: Readonly<Record<string, unknown>>;
}

type Entry<C extends Code> = (typeof catalogue)[C];
type Asked<F> = F extends (facts: infer T) => string ? T : unknown;

/** The facts that a code's sentence and remedy need. */
export type Facts<C extends Code> = Asked<Entry<C>["sentence"]> & Asked<Entry<C>["remedy"]>;

/** Makes the problem of a code from its facts; the catalogue says how it reads. */
export function problem<C extends Code>(code: C, facts: Facts<C>, place: Place = {}): Problem {
	// The row of C takes C's facts; TypeScript can't follow that through the union of all rows.
	const entry = catalogue[code] as unknown as {
		severity: Severity;
		sentence: (facts: Facts<C>) => string;
		remedy: string | ((facts: Facts<C>) => string);
	};
	return {
		code,
		severity: entry.severity,
		sentence: entry.sentence(facts),
		remedy: typeof entry.remedy === "string" ? entry.remedy : entry.remedy(facts),
		place,
		facts: facts as Readonly<Record<string, unknown>>,
	};
}

/** The gravest severity among problems; undefined when there are none. */
export function worst(problems: Iterable<Problem>): Severity | undefined {
	let found: Severity | undefined;
	for (const { severity } of problems) {
		if (severity === "error") return "error";
		if (severity === "warning" || found === undefined) found = severity;
	}
	return found;
}
