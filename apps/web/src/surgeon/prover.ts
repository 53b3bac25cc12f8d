import { valueBytes } from "@suture/analysis";
import { type Difference, renamedInputs, unpairedOutputs, valuePairs } from "@suture/difference";
import { bodyOf, type Graph, indexOf } from "@suture/graph";
import type { RunTensor } from "@suture/onnx";
import { type ComparedValue, compareValues, inputsOf, withOutputs } from "@suture/proof";
import { shapeText } from "./given-file.ts";
import { givenInputs } from "./given-inputs.ts";
import type { GivenLine, Measured, MeasuredValue, OpenInput, RunWish } from "./measured.ts";
import { modelInMemory } from "./model-in-memory.ts";
import { Runtime } from "./runtime.ts";

/** Runs the two versions that are compared on the same inputs, and measures how far apart their values are. */
export class Prover {
	readonly #difference: () => Difference;
	readonly #runtime = new Runtime();
	#given: ReadonlyMap<string, RunTensor> = new Map();

	constructor(difference: () => Difference) {
		this.#difference = difference;
	}

	/** The inputs whose sizes can be chosen. */
	openInputs(): readonly OpenInput[] {
		return inputsOf(this.#difference().before).flatMap(({ name, dims }) =>
			dims?.every((size) => typeof size === "number") ? [] : { name, shape: shapeText(dims) },
		);
	}

	/** Takes files as inputs in place of random numbers, and says what became of each. Those given before are forgotten. */
	async giveInputs(files: readonly File[]): Promise<readonly GivenLine[]> {
		const found = await givenInputs(files, inputsOf(this.#difference().before));
		this.#given = new Map(found.flatMap((one) => ("input" in one ? [[one.input, one.tensor] as const] : [])));
		return found.map((one) =>
			"input" in one
				? { file: one.file, input: one.input, text: one.how }
				: { file: one.file, input: undefined, text: one.reason },
		);
	}

	/** Runs both. Rejects when it is stopped. */
	async measure(wish: RunWish, progress: (done: number, all: number) => Promise<void>): Promise<Measured> {
		const started = performance.now();
		const difference = this.#difference();
		const { before, after } = difference;
		const pairs = valuePairs(difference).filter(({ isOutput }) => isOutput || wish.which === "all");
		const open = (graph: Graph) => async (outputs: readonly string[]) =>
			await this.#runtime.open(await modelInMemory(withOutputs(graph, outputs)));
		const own = new Set(inputsOf(before).map(({ name }) => name));
		const found = await compareValues(open(before), open(after), inputsOf(before), outputsOf(before), pairs, {
			sizes: new Map(Object.entries(wish.sizes)),
			given: new Map([...this.#given].filter(([name]) => own.has(name))),
			seed: wish.seed,
			measure: (sizes) => valueBytes(before, sizes),
			renamedInputs: renamedInputs(difference),
			progress,
			isStop: (error) => this.#runtime.isStopped(error),
		});
		const { values, leftOut, sizes, reason } = found;
		return {
			values: values.map((value) => measuredValue(difference, value)),
			leftOut: [
				...unpairedOutputs(difference).map((name) => ({ name, reason: "the other version has nothing like it" })),
				...leftOut.map((one) => ({ name: one.before, reason: one.reason })),
			],
			sizes,
			reason: reason ?? (pairs.length === 0 ? "The two have no values in common." : undefined),
			seconds: (performance.now() - started) / 1000,
		};
	}

	/** Ends what is being run. */
	stop(): void {
		this.#runtime.stop();
	}
}

function outputsOf(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}

function measuredValue({ before, after }: Difference, value: ComparedValue): MeasuredValue {
	const { maxAbsoluteError, maxRelativeError, cosineError, ok, reason } = value.difference;
	return {
		names: { before: value.before, after: value.after },
		nodes: { before: makerOf(before, value.before), after: makerOf(after, value.after) },
		type: value.type,
		dims: value.dims,
		ok,
		errors: { absolute: maxAbsoluteError, relative: maxRelativeError, cosine: cosineError },
		reason,
	};
}

function makerOf(graph: Graph, value: string): number | undefined {
	const definition = indexOf(bodyOf(graph, graph.main)).definitions.get(value);
	return definition?.by === "node" ? definition.node.id : undefined;
}
