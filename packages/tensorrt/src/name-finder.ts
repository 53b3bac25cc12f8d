/** A place in a text that names a node. */
export interface NameMatch {
	readonly name: string;
	/** Offsets in the text: [start, end). */
	readonly start: number;
	readonly end: number;
}

/** Finds names of nodes in TensorRT's sentences. */
export interface NameFinder {
	/** All names in the text, left to right, the longest where they overlap. */
	find(text: string): NameMatch[];
}

// What can stand around a name in TensorRT's messages: "[/a/b]", "'/a/b'", "/a/b:", "/a/b + /c", "(/a/b)", "node /a/b.".
const boundary = /[\s"'`()[\]{},;:=+]/;

/** A finder for these names. A name counts only between boundaries, so `/conv1` is not found inside `/conv10`. TensorRT makes
 *  layer names unique by `_2`, `_3`, … and calls unnamed nodes `node_of_` and their output: pass those under `aliases`.
 *  Time to search: the number of tokens in the text, whatever the number of names. */
export function nameFinder(names: Iterable<string>, aliases: ReadonlyMap<string, string> = new Map()): NameFinder {
	const known = new Map<string, string>();
	for (const name of names) if (name !== "") known.set(name, name);
	for (const [alias, name] of aliases) if (!known.has(alias)) known.set(alias, name);
	const withBoundary = [...known.keys()].filter((name) => boundary.test(name));
	return { find: (text) => merged([...inTokens(text, known), ...verbatim(text, withBoundary, known)]) };
}

/** Names that are a token of the text, or one with punctuation behind it, or one that TensorRT numbered. Three dots stand
 *  between the first and the last node of a `ForeignNode[…]`. */
function inTokens(text: string, known: ReadonlyMap<string, string>): NameMatch[] {
	const matches: NameMatch[] = [];
	for (const token of text.matchAll(/\.{3,}|(?:(?!\.{3})[^\s"'`()[\]{},;:=+])+/g)) {
		const found = nameInToken(token[0], known);
		if (found) matches.push({ name: found.name, start: token.index, end: token.index + found.length });
	}
	return matches;
}

const endings = [/$/, /[.!?]+$/, /_\d+$/, /_clone_\d+$/, /_output_\d+$/];

function nameInToken(token: string, known: ReadonlyMap<string, string>): { name: string; length: number } | undefined {
	for (const ending of endings) {
		const part = token.replace(ending, "");
		const name = part === "" ? undefined : known.get(part);
		if (name !== undefined) return { name, length: part.length };
	}
	return undefined;
}

/** Names that hold a boundary themselves, such as "Conv 1": looked for as they are. They are few or none. */
function verbatim(text: string, names: readonly string[], known: ReadonlyMap<string, string>): NameMatch[] {
	const matches: NameMatch[] = [];
	for (const name of names) {
		for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
			matches.push({ name: known.get(name) ?? name, start: at, end: at + name.length });
		}
	}
	return matches;
}

/** Left to right; where two overlap the longer one stays. */
function merged(matches: NameMatch[]): NameMatch[] {
	const sorted = matches.sort((a, b) => a.start - b.start || b.end - a.end);
	const kept: NameMatch[] = [];
	for (const match of sorted) if (match.start >= (kept.at(-1)?.end ?? 0)) kept.push(match);
	return kept;
}
