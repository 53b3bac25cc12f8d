import type { Problem } from "@suture/problems";
import { Stop } from "./stop.ts";

/** A text that is being read, and how far. */
export interface Scanner {
	readonly text: string;
	/** 0-based position of what comes next. */
	at: number;
	/** Graphs around what is being read. */
	depth: number;
	/** Whether names may begin with %, without quotes: those of an edit's own. */
	readonly hasLocals: boolean;
	/** What is wrong so far without making the rest unreadable. */
	readonly problems: Problem[];
}

export function scannerOf(text: string, hasLocals = false): Scanner {
	return { text, at: text.startsWith("\uFEFF") ? 1 : 0, depth: 0, hasLocals, problems: [] };
}

const space = /\s*/y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Goes past spaces and comments, which reach from # to the end of their line. */
export function skipBlank(scanner: Scanner): void {
	const { text } = scanner;
	for (;;) {
		space.lastIndex = scanner.at;
		space.test(text);
		scanner.at = space.lastIndex;
		if (text[scanner.at] !== "#") return;
		const end = text.indexOf("\n", scanner.at);
		scanner.at = end === -1 ? text.length : end;
	}
}

/** Whether nothing is left. */
export function atEnd(scanner: Scanner): boolean {
	skipBlank(scanner);
	return scanner.at >= scanner.text.length;
}

/** Whether this comes next. */
export function sees(scanner: Scanner, mark: string): boolean {
	skipBlank(scanner);
	return scanner.text.startsWith(mark, scanner.at);
}

/** Goes past a mark when it comes next. */
export function take(scanner: Scanner, mark: string): boolean {
	if (!sees(scanner, mark)) return false;
	scanner.at += mark.length;
	return true;
}

export function expect(scanner: Scanner, mark: string): void {
	if (!take(scanner, mark)) stopExpecting(scanner, `a ${mark}`);
}

/** What a sticky pattern matches here, without what is blank before it. */
export function takeMatch(scanner: Scanner, pattern: RegExp): string | undefined {
	skipBlank(scanner);
	pattern.lastIndex = scanner.at;
	const found = pattern.exec(scanner.text)?.[0];
	if (found !== undefined) scanner.at += found.length;
	return found;
}

/** An identifier, keywords included. */
export function takeWord(scanner: Scanner): string | undefined {
	return takeMatch(scanner, identifier);
}

/** What a function sees ahead; the scanner stays where it is. */
export function ahead<T>(scanner: Scanner, look: (scanner: Scanner) => T): T {
	const { at } = scanner;
	const seen = look(scanner);
	scanner.at = at;
	return seen;
}

/** Reads `one`, and more of it as long as commas follow. */
export function separated<T>(scanner: Scanner, one: (scanner: Scanner) => T): T[] {
	const found = [one(scanner)];
	while (take(scanner, ",")) found.push(one(scanner));
	return found;
}

/** Ends the reading here: "a ) is expected, found ,". */
export function stopExpecting(scanner: Scanner, expected: string): never {
	const found = ahead(scanner, nextToken);
	skipBlank(scanner);
	throw new Stop("text/expected", scanner.at, `${expected} is expected, found ${found}`);
}

const token = /"[^"\n]*"?|[A-Za-z0-9_.+-]+|=>|./suy;
const shownCharacters = 30;

function nextToken(scanner: Scanner): string {
	const found = takeMatch(scanner, token);
	if (found === undefined) return "the end";
	return found.length > shownCharacters ? `${found.slice(0, shownCharacters)}…` : found;
}
