/** A text as Python has it. JSON's escapes mean the same there. */
export function pythonText(text: string): string {
	return JSON.stringify(text);
}

export function pythonList(items: readonly string[]): string {
	return `[${items.join(", ")}]`;
}

/** Keyword arguments, without those that are not given. */
export function keywords(given: Readonly<Record<string, string | undefined>>): string {
	return Object.entries(given)
		.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
		.join(", ");
}

/** A comment on one line, whatever the text holds: names come from anyone. */
export function comment(text: string): string {
	return `# ${[...text].map((letter) => (isBreak(letter) ? " " : letter)).join("")}`;
}

function isBreak(letter: string): boolean {
	const code = letter.codePointAt(0) ?? 0;
	return code < 32 || (code > 126 && code < 160) || code === 0x2028 || code === 0x2029;
}

/** A number as Python has it. */
export function pythonNumber(value: number | bigint): string {
	if (typeof value === "bigint" || Number.isFinite(value)) return Object.is(value, -0) ? "-0.0" : String(value);
	return `float("${Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf"}")`;
}
