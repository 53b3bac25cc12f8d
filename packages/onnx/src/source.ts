import { SutureError } from "@suture/problems";

/** Bytes that can be read by ranges without being held: a file, a Blob, an HTTP resource, or memory. */
export interface Source {
	/** File name, for sentences. */
	readonly name: string;
	readonly byteLength: number;
	/** The bytes [start, end). Rejects with SutureError `onnx/source-read` or `onnx/source-short`. */
	read(start: number, end: number): Promise<Uint8Array>;
}

/** A range of a source that somebody can copy or read later. */
export interface SourceRange {
	readonly source: Source;
	readonly start: number;
	readonly end: number;
}

/** What a Blob or File can do, so that this package needs no DOM. Node's fs.openAsBlob gives one too. */
export interface BlobLike {
	readonly size: number;
	slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** A source over bytes in memory; reading makes views, never copies. */
export function sourceFromBytes(bytes: Uint8Array, name: string): Source {
	const view = plain(bytes);
	return { name, byteLength: bytes.length, read: async (start, end) => view.subarray(start, end) };
}

/** A source over a Blob or File. Its bytes stay where the browser has them. */
export function sourceFromBlob(blob: BlobLike, name: string): Source {
	return sourceFromRead(
		name,
		blob.size,
		async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
	);
}

/** A source over any function that reads ranges; failures and short answers get their sentence here. */
export function sourceFromRead(
	name: string,
	byteLength: number,
	read: (start: number, end: number) => Promise<Uint8Array>,
): Source {
	return {
		name,
		byteLength,
		async read(start, end) {
			let bytes: Uint8Array;
			try {
				bytes = await read(start, end);
			} catch (cause) {
				if (cause instanceof SutureError) throw cause;
				const reason = cause instanceof Error ? cause.message : String(cause);
				throw new SutureError("onnx/source-read", { file: name, reason }, { cause });
			}
			if (bytes.length !== end - start) {
				throw new SutureError("onnx/source-short", { file: name, wanted: end - start, got: bytes.length });
			}
			return plain(bytes);
		},
	};
}

/** Node's Buffer is a Uint8Array whose slice() does not copy. Inside this package bytes are never Buffers. */
function plain(bytes: Uint8Array): Uint8Array {
	return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
