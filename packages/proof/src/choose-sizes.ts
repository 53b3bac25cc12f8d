import type { InputDescription } from "./inputs-of.ts";

/** Sizes of the inputs, by name, for what a model leaves open. */
export type Sizes = ReadonlyMap<string, readonly number[]>;

/** What an open size gets, by what it is likely to be. */
interface Choice {
	readonly batch: number;
	/** Height and width: networks that halve them several times want multiples of 32. */
	readonly spatial: number;
	/** Any other axis: steps of a sequence. */
	readonly steps: number;
}

/** In the order in which they are tried. A model that refuses one is asked with the next. */
export const choices: readonly Choice[] = [
	{ batch: 1, spatial: 64, steps: 8 },
	{ batch: 2, spatial: 96, steps: 12 },
	{ batch: 1, spatial: 128, steps: 16 },
	{ batch: 2, spatial: 224, steps: 64 },
	{ batch: 1, spatial: 224, steps: 400 },
	{ batch: 1, spatial: 320, steps: 16_000 },
	{ batch: 1, spatial: 1, steps: 1 },
];

/** Sizes for all inputs. A symbol has the same size wherever it stands; `given` goes before everything. */
export function chooseSizes(
	inputs: readonly InputDescription[],
	{ batch, spatial, steps }: Choice,
	given: Sizes = new Map(),
): Sizes {
	const symbols = new Map<string, number>();
	for (const { name, dims } of inputs) {
		dims?.forEach((dim, axis) => {
			const size = given.get(name)?.[axis];
			if (typeof dim === "string" && size !== undefined) symbols.set(dim, size);
		});
	}
	const likely = (axis: number, rank: number) => {
		if (axis === 0 && rank > 1) return batch;
		return rank >= 3 && axis >= rank - 2 && rank !== 3 ? spatial : steps;
	};
	const sizeOf = (dim: number | string | undefined, axis: number, rank: number): number => {
		if (typeof dim === "number") return dim;
		if (dim === undefined) return likely(axis, rank);
		const known = symbols.get(dim) ?? likely(axis, rank);
		symbols.set(dim, known);
		return known;
	};
	return new Map(
		inputs.map(({ name, dims = [] }) => [
			name,
			given.get(name) ?? dims.map((dim, axis) => sizeOf(dim, axis, dims.length)),
		]),
	);
}
