/** A name in a line of an edit's text. */
export function nameInLine(name: string): string {
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
}

/** A name that stands for itself there, where a % at the beginning asks for one that is free. */
export function exactName(name: string): string {
	return nameInLine(name.replace(/^%/, "%%"));
}

/** An operator with its domain before it. */
export function operatorInLine(operator: string, domain: string): string {
	return domain === "" ? nameInLine(operator) : `${nameInLine(domain)}.${nameInLine(operator)}`;
}
