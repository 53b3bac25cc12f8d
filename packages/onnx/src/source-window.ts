import type { Source } from "./source.ts";

const smallestWindow = 65_536;
const largestWindow = 4_194_304;

/** The part of a source that is in memory. It grows while reading is sequential and shrinks after a jump over weights, so
 *  that a file of many small tensors is read in few steps and one of few large tensors is hardly read at all. */
export class SourceWindow {
	readonly source: Source;
	#bytes: Uint8Array = new Uint8Array(0);
	#start = 0;
	#size = smallestWindow;

	constructor(source: Source) {
		this.source = source;
	}

	get #end(): number {
		return this.#start + this.#bytes.length;
	}

	holds(start: number, end: number): boolean {
		return start >= this.#start && end <= this.#end;
	}

	/** Makes the window begin at this offset. */
	async move(start: number): Promise<void> {
		const jump = start - this.#end;
		this.#size = jump > this.#size ? smallestWindow : Math.min(this.#size * 4, largestWindow);
		const end = Math.min(start + this.#size, this.source.byteLength);
		this.#bytes = await this.source.read(start, end);
		this.#start = start;
	}

	/** The bytes from `start` that are in the window, at most up to `end`. */
	view(start: number, end: number): Uint8Array {
		return this.#bytes.subarray(start - this.#start, Math.min(end, this.#end) - this.#start);
	}

	/** All bytes [start, end), from the window where it has them. */
	async bytes(start: number, end: number): Promise<Uint8Array> {
		return this.holds(start, end) ? this.view(start, end) : await this.source.read(start, end);
	}
}
