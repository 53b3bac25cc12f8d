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
	const numbers = new Map<string, number>();
	const intern = (text: string) => {
		const known = numbers.get(text);
		if (known !== undefined) return known;
		numbers.set(text, numbers.size + 1);
		return numbers.size;
	};
	return { intern, fingerprints, tensorKeys: new Map() };
}
