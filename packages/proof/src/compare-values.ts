import type { RunTensor, Session } from "@suture/onnx";
import type { Sizes } from "./choose-sizes.ts";
import { compareTensors, type Difference } from "./compare-tensors.ts";
import type { InputDescription } from "./inputs-of.ts";
import { messageOf } from "./message-of.ts";
import { piecesOf, type ValuePair } from "./pieces-of.ts";
import { chosenSizes, type FirstRun, firstRun } from "./runnable-inputs.ts";

/** Opens a model with these values as its outputs. Rejects with what the runtime says. */
export type OpenWith = (outputs: readonly string[]) => Promise<Session>;

export interface ComparedValue extends ValuePair {
	/** Of the first model. */
	readonly type: string;
	readonly dims: readonly number[];
	readonly difference: Difference;
}

export interface ValueLeftOut extends ValuePair {
	readonly reason: string;
}

/** What came out of comparing values one by one. */
export interface ValuesCompared {
	/** Sizes of the inputs. */
	readonly sizes: Readonly<Record<string, readonly number[]>>;
	/** In the order in which they were asked for. */
	readonly values: readonly ComparedValue[];
	readonly leftOut: readonly ValueLeftOut[];
	/** Why nothing could be run. */
	readonly reason?: string;
}

export interface CompareValuesOptions {
	/** Sizes of inputs in place of chosen ones. */
	readonly sizes?: Sizes;
	/** Inputs to be taken as they are; the others are random. */
	readonly given?: ReadonlyMap<string, RunTensor>;
	/** Names of inputs in the second model, by those in the first, where they differ. */
	readonly renamedInputs?: ReadonlyMap<string, string>;
	/** Random inputs follow from it. Default: 1. */
	readonly seed?: number;
	/** Bytes of a value of the first model when its inputs have some sizes, as far as that is known. */
	readonly measure?: (sizes: Sizes) => (value: string) => number | undefined;
	/** Values of one run take at most about so many bytes in each model. Default: 64 MB. */
	readonly bytesAtOnce?: number;
	/** Told before each run; what it rejects with ends the comparison. */
	readonly progress?: (done: number, all: number) => Promise<void>;
	/** Whether an error ends everything: somebody stopped it. */
	readonly isStop?: (error: unknown) => boolean;
}

/** Values that fail one by one before the others of their run are left out too. */
const mostFailures = 20;

/** Runs two models on the same inputs and compares pairs of values, also such as are inside of them. They are run in pieces, each
 *  with some of the values as outputs, so that memory holds only those. A value that can't be run or held is left out, and said. */
export async function compareValues(
	before: OpenWith,
	after: OpenWith,
	inputs: readonly InputDescription[],
	outputs: readonly string[],
	pairs: readonly ValuePair[],
	options: CompareValuesOptions = {},
): Promise<ValuesCompared> {
	const { bytesAtOnce = 64e6, measure, progress, isStop = () => false } = options;
	const found = await inputsThatRun(before, inputs, outputs, options);
	if ("reason" in found) return { sizes: {}, values: [], leftOut: [], reason: found.reason };
	const { feeds } = found;
	const { renamedInputs } = options;
	const feedsAfter = new Map(Array.from(feeds, ([name, tensor]) => [renamedInputs?.get(name) ?? name, tensor]));
	const sizes = new Map([...feeds].map(([name, { dims }]) => [name, dims]));
	const { pieces, tooLarge } = piecesOf(pairs, measure?.(sizes) ?? (() => undefined), bytesAtOnce);
	const compared = new Map<ValuePair, ComparedValue>();
	const leftOut: ValueLeftOut[] = tooLarge.map((pair) => ({ ...pair, reason: "it is too large to be held" }));
	let failures = 0;
	const pending = [...pieces];
	for (let piece = pending.shift(); piece; piece = pending.shift()) {
		await progress?.(compared.size + leftOut.length, pairs.length);
		try {
			for (const one of await comparePiece([before, feeds], [after, feedsAfter], piece))
				compared.set(one.pair, one.value);
		} catch (error) {
			if (isStop(error)) throw error;
			const half = Math.ceil(piece.length / 2);
			if (piece.length > 1 && failures < mostFailures) pending.unshift(piece.slice(0, half), piece.slice(half));
			else leftOut.push(...piece.map((pair) => ({ ...pair, reason: messageOf(error) })));
			if (piece.length === 1) failures++;
		}
	}
	const values = pairs.flatMap((pair) => compared.get(pair) ?? []);
	return { sizes: Object.fromEntries(sizes), values, leftOut };
}

async function inputsThatRun(
	open: OpenWith,
	inputs: readonly InputDescription[],
	outputs: readonly string[],
	{ sizes, given = new Map(), seed = 1, isStop = () => false }: CompareValuesOptions,
): Promise<FirstRun> {
	const fixed = new Map([...(sizes ?? []), ...[...given].map(([name, { dims }]) => [name, dims] as const)]);
	let session: Session | undefined;
	let reason: string | undefined;
	try {
		session = await open(outputs);
		for (const choice of chosenSizes(inputs, fixed)) {
			const found = await firstRun(session, inputs, outputs, choice, seed, given);
			if ("feeds" in found) return found;
			reason ??= found.reason;
		}
		return { reason: reason ?? "There are no inputs for it." };
	} catch (error) {
		if (isStop(error)) throw error;
		return { reason: messageOf(error) };
	} finally {
		await session?.close();
	}
}

type Runnable = readonly [open: OpenWith, feeds: ReadonlyMap<string, RunTensor>];

async function comparePiece(
	before: Runnable,
	after: Runnable,
	piece: readonly ValuePair[],
): Promise<{ pair: ValuePair; value: ComparedValue }[]> {
	const was = await runOnce(before, [...new Set(piece.map((pair) => pair.before))]);
	const is = await runOnce(after, [...new Set(piece.map((pair) => pair.after))]);
	return piece.flatMap((pair) => {
		const [one, other] = [was.get(pair.before), is.get(pair.after)];
		if (!one || !other) return [];
		const { type, dims } = one;
		return [{ pair, value: { ...pair, type, dims, difference: compareTensors(one, other) } }];
	});
}

async function runOnce([open, feeds]: Runnable, outputs: readonly string[]): Promise<ReadonlyMap<string, RunTensor>> {
	const session = await open(outputs);
	try {
		return await session.run(feeds, outputs);
	} finally {
		await session.close();
	}
}
