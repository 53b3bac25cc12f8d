/** Whether a name can stand without quotes. */
export function isIdentifier(name: string): boolean {
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Identifiers with dots between them, as domains have them: com.microsoft. */
export function isDotted(name: string): boolean {
	return name.split(".").every(isIdentifier);
}

/** A text in quotes. onnx.parser knows two escapes, \" and \\; a line break stands as it is. */
export function quoted(text: string): string {
	return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** A name as the syntax wants it, in quotes when it must be. */
export function nameText(name: string): string {
	return isIdentifier(name) ? name : quoted(name);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as text; undefined when they are not UTF-8. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
	try {
		return utf8.decode(bytes);
	} catch {
		return undefined;
	}
}

/** Bytes that are no text, in a form of our own: b"\x00a\xff". */
export function bytesText(bytes: Uint8Array): string {
	const character = (byte: number) => {
		if (byte === 34 || byte === 92) return `\\${String.fromCharCode(byte)}`;
		if (byte >= 32 && byte < 127) return String.fromCharCode(byte);
		return `\\x${byte.toString(16).padStart(2, "0")}`;
	};
	return `b"${Array.from(bytes, character).join("")}"`;
}
