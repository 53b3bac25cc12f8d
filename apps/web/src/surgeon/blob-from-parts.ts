import { type Part, readParts } from "@suture/onnx";

/** A Blob of a file's parts. Weights are read a piece at a time; the browser keeps large Blobs on disk. */
export async function blobFromParts(parts: readonly Part[]): Promise<Blob> {
	const pieces: Blob[] = [];
	for await (const chunk of readParts(parts)) pieces.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
	return new Blob(pieces, { type: "application/octet-stream" });
}
