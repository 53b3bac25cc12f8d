const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const letterBytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
const padding = "=".charCodeAt(0);

/** By the code of a letter its six bits; more than six where it is none. */
const sixBits = new Uint8Array(256).fill(255);
for (let i = 0; i < letterBytes.length; i++) sixBits[letterBytes[i] ?? 0] = i;

const ascii = new TextDecoder();

/** Letters that this many bytes take, padding included. */
export function base64Length(byteLength: number): number {
	return Math.ceil(byteLength / 3) * 4;
}

/** Bytes in base64 with padding (RFC 4648). Written out, since no function for it is in every browser and Node yet. */
export function base64FromBytes(bytes: Uint8Array): string {
	const text = new Uint8Array(base64Length(bytes.length));
	for (let i = 0, at = 0; i < bytes.length; i += 3, at += 4) {
		const left = bytes.length - i;
		const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		text[at] = letterBytes[three >> 18] ?? 0;
		text[at + 1] = letterBytes[(three >> 12) & 63] ?? 0;
		text[at + 2] = left > 1 ? (letterBytes[(three >> 6) & 63] ?? 0) : padding;
		text[at + 3] = left > 2 ? (letterBytes[three & 63] ?? 0) : padding;
	}
	return ascii.decode(text);
}

/** The bytes of a base64 text that stands for so many; undefined when it does not, so that nothing is made larger than asked. */
export function bytesFromBase64(text: string, byteLength: number): Uint8Array | undefined {
	if (text.length !== base64Length(byteLength)) return undefined;
	const padded = text.length - (byteLength + Math.ceil(byteLength / 3));
	if (text.slice(text.length - padded) !== "=".repeat(padded)) return undefined;
	const bytes = new Uint8Array(byteLength);
	for (let i = 0, at = 0; at < byteLength; i += 4, at += 3) {
		let three = 0;
		for (let k = 0; k < 4; k++) {
			// An index beyond the table gives undefined, as a letter that is none gives 255.
			const bits = i + k < text.length - padded ? (sixBits[text.charCodeAt(i + k)] ?? 255) : 0;
			if (bits > 63) return undefined;
			three = (three << 6) | bits;
		}
		// What lies behind the end of a typed array is dropped.
		bytes[at] = three >> 16;
		bytes[at + 1] = (three >> 8) & 255;
		bytes[at + 2] = three & 255;
	}
	return bytes;
}
