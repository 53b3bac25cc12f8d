import { concatenate } from "./concatenate.ts";
import type { Part } from "./parts.ts";
import type { Source } from "./source.ts";

/** The contents of one tensor field, encoded as the file has them: in memory, or on a range of a source. */
export type Payload =
	| { readonly at: "memory"; readonly bytes: Uint8Array }
	| { readonly at: "source"; readonly source: Source; readonly start: number; readonly byteLength: number }
	/** A packed field that was written in several parts. No known writer does that, but protobuf allows it. */
	| { readonly at: "pieces"; readonly pieces: readonly Payload[] };

/** Contents up to this many bytes are kept with the structure: shapes and axes are that small and needed at once. */
export const smallPayloadBytes = 4096;

/** The payload that lies at `start` of the source, `bytes` being what stands there. Only small ones keep the bytes. */
export function payloadAt(source: Source, start: number, bytes: Uint8Array): Payload {
	if (bytes.length <= smallPayloadBytes) return { at: "memory", bytes: bytes.slice() };
	return { at: "source", source, start, byteLength: bytes.length };
}

export function payloadByteLength(payload: Payload): number {
	switch (payload.at) {
		case "memory":
			return payload.bytes.length;
		case "source":
			return payload.byteLength;
		case "pieces":
			return payload.pieces.reduce((sum, piece) => sum + payloadByteLength(piece), 0);
	}
}

/** The encoded bytes; reads them when they are not in memory. Rejects with SutureError when the source fails. */
export async function readPayload(payload: Payload): Promise<Uint8Array> {
	switch (payload.at) {
		case "memory":
			return payload.bytes;
		case "source":
			return await payload.source.read(payload.start, payload.start + payload.byteLength);
		case "pieces":
			return concatenate(await Promise.all(payload.pieces.map(readPayload)));
	}
}

/** Adds the next part of a packed field. */
export function joinPayloads(first: Payload | undefined, second: Payload): Payload {
	if (first === undefined) return second;
	return { at: "pieces", pieces: first.at === "pieces" ? [...first.pieces, second] : [first, second] };
}

/** The payload as parts of a file to be written. */
export function payloadParts(payload: Payload): readonly Part[] {
	switch (payload.at) {
		case "memory":
			return [payload.bytes];
		case "source":
			return [{ source: payload.source, start: payload.start, end: payload.start + payload.byteLength }];
		case "pieces":
			return payload.pieces.flatMap(payloadParts);
	}
}
