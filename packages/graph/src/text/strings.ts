import { type Scanner, sees, stopExpecting, takeMatch, takeWord } from "./scanner.ts";
import { Stop } from "./stop.ts";

const quote = 34;
const backslash = 92;

/** A quoted string, if one comes next. A backslash stands for the character behind it and nothing more, as onnx.parser has
 *  it: \n is an n. */
export function takeString(scanner: Scanner): string | undefined {
	if (!sees(scanner, '"')) return undefined;
	return takeBetweenQuotes(scanner).replace(/\\(.)/gs, "$1");
}

export function expectString(scanner: Scanner): string {
	return takeString(scanner) ?? stopExpecting(scanner, "a string in quotes");
}

/** A name: an identifier, or any text in quotes. */
export function takeName(scanner: Scanner): string | undefined {
	return takeString(scanner) ?? takeWord(scanner) ?? (scanner.hasLocals ? takeMatch(scanner, local) : undefined);
}

const local = /%%?[A-Za-z0-9_]+/y;

export function expectName(scanner: Scanner, what = "a name"): string {
	return takeName(scanner) ?? stopExpecting(scanner, what);
}

/** Bytes that are no text, if they come next: b"\x00a\xff". Not ONNX's own: its strings can't hold such bytes. */
function takeBytes(scanner: Scanner): Uint8Array | undefined {
	if (!sees(scanner, 'b"')) return undefined;
	scanner.at++;
	const bytes: number[] = [];
	const characters = /\\x([0-9a-f]{2})|\\?(.)/gisu;
	for (const [, hex, character] of takeBetweenQuotes(scanner).matchAll(characters)) {
		if (hex === undefined) bytes.push(...utf8.encode(character ?? ""));
		else bytes.push(Number.parseInt(hex, 16));
	}
	return Uint8Array.from(bytes);
}

/** The bytes of a string attribute, if they come next: a string in UTF-8, or bytes that are no text. */
export function takeStringBytes(scanner: Scanner): Uint8Array | undefined {
	const text = takeString(scanner);
	return text === undefined ? takeBytes(scanner) : utf8.encode(text);
}

const utf8 = new TextEncoder();

/** What stands between the quotes, escapes and all. A loop, since patterns over long strings exhaust their stack. */
function takeBetweenQuotes(scanner: Scanner): string {
	const { text, at: start } = scanner;
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === backslash) at++;
		if (code !== quote) continue;
		scanner.at = at + 1;
		return text.slice(start + 1, at);
	}
	throw new Stop("text/expected", start, 'the string that begins here needs a " at its end');
}
