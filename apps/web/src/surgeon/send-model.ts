import { sha256 } from "@noble/hashes/sha2.js";
import type { Source } from "@suture/onnx";
import { SutureError } from "@suture/problems";
import { chunkBytes, type Upload, uploadAnswerSchema } from "@suture/protocol";
import { askHost } from "../host/ask-host.ts";
import type { FoundFiles } from "./open-files.ts";

/** Sends a model's files to the host, but for the chunks that it has already, and gives the model's id there. Called again after
 *  a broken connection it goes on where it was. Rejects with SutureError. */
export async function sendModel(
	files: Pick<FoundFiles, "name" | "main" | "external">,
	progress: (sent: number, all: number) => void,
): Promise<string> {
	const sources: [string, Source][] = [[files.name, files.main], ...files.external];
	const all = sources.reduce((sum, [, { byteLength }]) => sum + byteLength, 0);
	const upload: Upload = { files: [] };
	const whereabouts = new Map<string, { source: Source; start: number; end: number }>();
	for (const [name, source] of sources) {
		const chunks: string[] = [];
		for (let start = 0; start < source.byteLength; start += chunkBytes) {
			const end = Math.min(start + chunkBytes, source.byteLength);
			const hash = await hashOf(await source.read(start, end));
			whereabouts.set(hash, { source, start, end });
			chunks.push(hash);
		}
		upload.files.push({ name, byteLength: source.byteLength, chunks });
	}
	for (let round = 0; round < 3; round++) {
		const answer = uploadAnswerSchema.parse(await askHost("POST", "/api/models", upload));
		if ("model" in answer) return answer.model.id;
		let sent = all - answer.missing.reduce((sum, hash) => sum + lengthOf(whereabouts.get(hash)), 0);
		for (const hash of answer.missing) {
			progress(sent, all);
			const place = whereabouts.get(hash);
			if (!place) continue;
			await askHost("PUT", `/api/chunks/${hash}`, await place.source.read(place.start, place.end));
			sent += lengthOf(place);
		}
		progress(sent, all);
	}
	throw new SutureError("request/failed", { reason: "the host keeps asking for parts of the model that it was sent" });
}

function lengthOf(place: { start: number; end: number } | undefined): number {
	return place ? place.end - place.start : 0;
}

/** The browser's own SHA-256 where it lets a page use it: on https and on localhost. */
async function hashOf(bytes: Uint8Array): Promise<string> {
	const native = globalThis.crypto.subtle as SubtleCrypto | undefined;
	const digest = native
		? new Uint8Array(await native.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>))
		: sha256(bytes);
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
