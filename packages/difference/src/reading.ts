import type { TensorProto } from "@suture/onnx";

/** Gives texts numbers: equal texts have equal numbers. So what structural hashes compare is exact, without collisions. */
export type Intern = (text: string) => number;

/** What reading two graphs side by side shares. */
export interface Reading {
	readonly intern: Intern;
	/** Of tensors whose contents are not in memory; those without one are known by type and shape alone. */
	readonly fingerprints: ReadonlyMap<TensorProto, string>;
	/** Keys of tensors that were asked for. */
	readonly tensorKeys: Map<TensorProto, number>;
}

export function newReading(fingerprints: ReadonlyMap<TensorProto, string>): Reading {
	return { intern: newIntern(), fingerprints, tensorKeys: new Map() };
}

// A Map of V8 throws beyond 2^24 entries.
const entriesOfMap = 2 ** 24 - 1;

function newIntern(): Intern {
	let newest = new Map<string, number>();
	const full: Map<string, number>[] = [];
	let count = 0;
	return (text) => {
		const known = newest.get(text) ?? full.find((one) => one.has(text))?.get(text);
		if (known !== undefined) return known;
		if (newest.size === entriesOfMap) {
			full.push(newest);
			newest = new Map();
		}
		newest.set(text, ++count);
		return count;
	};
}
