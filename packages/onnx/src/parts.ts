import { concatenate } from "./concatenate.ts";
import type { SourceRange } from "./source.ts";

/** Bytes of a file to be written: in memory, or to be copied from a source. */
export type Part = Uint8Array | SourceRange;

export function partByteLength(part: Part): number {
	return part instanceof Uint8Array ? part.length : part.end - part.start;
}

/** Collects the parts of a file in order; ranges that touch become one, so that an untouched stretch is one copy. */
export class PartList {
	readonly parts: Part[] = [];
	byteLength = 0;
	#pending: Uint8Array[] = [];

	add(part: Part): void {
		const byteLength = partByteLength(part);
		if (byteLength === 0) return;
		this.byteLength += byteLength;
		if (part instanceof Uint8Array) {
			this.#pending.push(part);
			return;
		}
		this.#flush();
		const last = this.parts.at(-1);
		if (last !== undefined && !(last instanceof Uint8Array) && last.source === part.source && last.end === part.start) {
			this.parts[this.parts.length - 1] = { ...last, end: part.end };
		} else {
			this.parts.push(part);
		}
	}

	addAll(list: PartList): void {
		for (const part of list.finish()) this.add(part);
	}

	/** All parts; neighbouring bytes are joined, so that a file has few parts. */
	finish(): readonly Part[] {
		this.#flush();
		return this.parts;
	}

	#flush(): void {
		if (this.#pending.length > 0)
			this.parts.push(this.#pending.length === 1 ? (this.#pending[0] as Uint8Array) : concatenate(this.#pending));
		this.#pending = [];
	}
}

const copyBytes = 8_388_608;

/** The bytes of the parts, in order, in chunks of at most 8 MB. Rejects with SutureError when a source fails. */
export async function* readParts(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
	for (const part of parts) {
		if (part instanceof Uint8Array) yield part;
		else
			for (let at = part.start; at < part.end; at += copyBytes)
				yield await part.source.read(at, Math.min(at + copyBytes, part.end));
	}
}

/** All bytes in one array, for what is known to be small. */
export async function joinParts(parts: readonly Part[]): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of readParts(parts)) chunks.push(chunk);
	return concatenate(chunks);
}
