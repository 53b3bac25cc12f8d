import { sha256 } from "@noble/hashes/sha2.js";
import type { Source } from "@suture/onnx";
import type { FoundFiles } from "./open-files.ts";

/** Files up to this size are read whole; of larger ones as many pieces of this many bytes, spread evenly, the ends among them. */
const wholeBytes = 64_000_000;
const pieces = 64;

/** What a model is known by when it is opened again: a hash of its file's contents, of a very large one of samples, and of the
 *  names and lengths of its data files. */
export async function identityOf({ main, external }: FoundFiles): Promise<string> {
	const hash = sha256.create();
	const encoder = new TextEncoder();
	const beside = [...external].map(([name, { byteLength }]) => `${name}:${byteLength}`).sort();
	hash.update(encoder.encode(`${main.byteLength} ${beside.join(" ")} `));
	for (const [start, end] of stretches(main)) {
		const bytes = await main.read(start, end);
		// The browser's own is fast, and is there on https and on localhost.
		const native = globalThis.crypto.subtle as SubtleCrypto | undefined;
		const piece = native
			? new Uint8Array(await native.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>))
			: sha256(bytes);
		hash.update(piece);
	}
	return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function stretches({ byteLength }: Source): (readonly [number, number])[] {
	const piece = wholeBytes / pieces;
	if (byteLength <= wholeBytes) {
		const count = Math.ceil(byteLength / piece);
		return Array.from({ length: count }, (_, i) => [i * piece, Math.min(byteLength, (i + 1) * piece)] as const);
	}
	const step = (byteLength - piece) / (pieces - 1);
	return Array.from({ length: pieces }, (_, i) => [Math.round(i * step), Math.round(i * step) + piece] as const);
}
