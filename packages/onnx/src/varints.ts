/** Decodes packed varints into little-endian entries of 1, 2, 4 or 8 bytes, cutting each to that size as protobuf does.
 *  Gives as many entries as there are, but stops behind `limit`, so that memory follows what is expected; undefined when a
 *  varint does not end. Negative int32 come as ten bytes. */
export function decodeVarints(encoded: Uint8Array, entryBytes: number, limit: number): Uint8Array | undefined {
	const entries = countVarints(encoded);
	if (entries === undefined) return undefined;
	const out = new Uint8Array(Math.min(entries, limit + 1) * entryBytes);
	let at = 0;
	for (let to = 0; to < out.length; to += entryBytes) {
		let bit = 0;
		for (;;) {
			const byte = encoded[at++] ?? 0;
			putSevenBits(out, to, entryBytes, bit, byte & 127);
			if (byte < 128) break;
			bit += 7;
		}
	}
	return out;
}

/** Adds seven bits at a bit position of the entry; what reaches past the entry falls away. */
function putSevenBits(out: Uint8Array, to: number, entryBytes: number, bit: number, seven: number): void {
	const index = bit >> 3;
	if (index >= entryBytes) return;
	const shifted = seven << (bit & 7);
	out[to + index] = (out[to + index] ?? 0) | (shifted & 255);
	if (shifted > 255 && index + 1 < entryBytes) out[to + index + 1] = shifted >> 8;
}

function countVarints(encoded: Uint8Array): number | undefined {
	let count = 0;
	let length = 0;
	for (const byte of encoded) {
		length++;
		if (byte >= 128) {
			if (length === 10) return undefined;
			continue;
		}
		count++;
		length = 0;
	}
	return length === 0 ? count : undefined;
}
