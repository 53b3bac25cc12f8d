const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const codes: ReadonlyMap<string, number> = new Map(Array.from(letters, (letter, code) => [letter, code]));

/** Letters that this many bytes take, padding included. */
export function base64Length(byteLength: number): number {
	return Math.ceil(byteLength / 3) * 4;
}

/** Bytes in base64 with padding (RFC 4648). Written out, since no function for it is in every browser and Node yet. */
export function base64FromBytes(bytes: Uint8Array): string {
	const texts: string[] = [];
	for (let i = 0; i < bytes.length; i += 3) {
		const left = bytes.length - i;
		const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		const letter = (shift: number) => letters.charAt((three >> shift) & 63);
		texts.push(letter(18), letter(12), left > 1 ? letter(6) : "=", left > 2 ? letter(0) : "=");
	}
	return texts.join("");
}

/** The bytes of a base64 text that stands for so many; undefined when it does not, so that nothing is made larger than asked. */
export function bytesFromBase64(text: string, byteLength: number): Uint8Array | undefined {
	if (text.length !== base64Length(byteLength)) return undefined;
	const padding = text.length - (byteLength + Math.ceil(byteLength / 3));
	if (text.slice(text.length - padding) !== "=".repeat(padding)) return undefined;
	const bytes = new Uint8Array(byteLength);
	for (let i = 0, at = 0; at < byteLength; i += 4, at += 3) {
		let three = 0;
		for (let k = 0; k < 4; k++) {
			const code = i + k < text.length - padding ? codes.get(text.charAt(i + k)) : 0;
			if (code === undefined) return undefined;
			three = (three << 6) | code;
		}
		// What lies behind the end of a typed array is dropped.
		bytes[at] = three >> 16;
		bytes[at + 1] = (three >> 8) & 255;
		bytes[at + 2] = three & 255;
	}
	return bytes;
}
