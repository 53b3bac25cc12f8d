import type { RunTensor } from "@suture/onnx";
import { ortTensor, runTensor } from "@suture/runtime/tensors";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";

env.wasm.wasmPaths = { wasm };
// Threads need headers that would keep links to other sites from opening a model here.
env.wasm.numThreads = 1;
env.logLevel = "fatal";

/** A model in memory, with the data files that lie beside it. */
export interface ModelInMemory {
	readonly model: Uint8Array;
	readonly data: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** ONNX Runtime in a worker of its own: it can be ended while it calculates. */
export class Runner {
	readonly #sessions = new Map<number, InferenceSession>();
	#last = 0;

	/** Opens a model as it is written, and gives its number. Rejects with what ONNX Runtime says. */
	async open({ model, data }: ModelInMemory): Promise<number> {
		const session = await InferenceSession.create(model, {
			executionProviders: ["wasm"],
			graphOptimizationLevel: "disabled",
			logSeverityLevel: 4,
			externalData: data.map(({ path, bytes }) => ({ path, data: bytes })),
		});
		this.#sessions.set(++this.#last, session);
		return this.#last;
	}

	async run(
		session: number,
		inputs: ReadonlyMap<string, RunTensor>,
		outputs: readonly string[],
	): Promise<Map<string, RunTensor>> {
		const feeds = Object.fromEntries([...inputs].map(([name, tensor]) => [name, ortTensor(tensor)]));
		const found = await this.#sessions.get(session)?.run(feeds, outputs);
		return new Map(outputs.map((name) => [name, runTensor(tensorOf(name, found?.[name]))]));
	}

	async close(session: number): Promise<void> {
		await this.#sessions.get(session)?.release();
		this.#sessions.delete(session);
	}
}

function tensorOf(name: string, value: unknown): Tensor {
	if (value instanceof Tensor) return value;
	throw new TypeError(`ONNX Runtime in the browser can't hand over ${name}: it is no tensor.`);
}
