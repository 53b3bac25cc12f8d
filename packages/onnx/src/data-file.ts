import type { ExternalRange } from "./external-data.ts";
import { type Part, PartList } from "./parts.ts";
import type { Source } from "./source.ts";

/** Lays out one data file: each range once, in the order in which they come. */
export class DataFile {
	readonly name: string;
	readonly #list = new PartList();
	readonly #placed = new Map<Source, Map<string, number>>();

	constructor(name: string) {
		this.name = name;
	}

	get byteLength(): number {
		return this.#list.byteLength;
	}

	get parts(): readonly Part[] {
		return this.#list.finish();
	}

	/** Where the range will stand in the file; it is added when it is not there yet. */
	place({ source, start, byteLength }: Omit<ExternalRange, "bytes">): number {
		const ranges = this.#placed.get(source) ?? new Map<string, number>();
		this.#placed.set(source, ranges);
		const key = `${start}+${byteLength}`;
		const known = ranges.get(key);
		if (known !== undefined) return known;
		this.#align(byteLength);
		const offset = this.#list.byteLength;
		this.#list.add({ source, start, end: start + byteLength });
		ranges.set(key, offset);
		return offset;
	}

	/** onnx.proto asks for page-aligned offsets so that files can be mapped; for small tensors that would be mostly gaps. */
	#align(byteLength: number): void {
		const alignment = byteLength >= 65_536 ? 4096 : 64;
		const gap = (alignment - (this.#list.byteLength % alignment)) % alignment;
		if (gap > 0) this.#list.add(new Uint8Array(gap));
	}
}
