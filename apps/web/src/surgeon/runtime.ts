import type { RunTensor, Session } from "@suture/onnx";
import { type Remote, releaseProxy, wrap } from "comlink";
import type { ModelInMemory, Runner } from "../runner/runner.ts";

class Stopped extends Error {
	constructor() {
		super("It was stopped.");
	}
}

/** ONNX Runtime, started when it is first needed. */
export class Runtime {
	#running:
		| { readonly runner: Remote<Runner>; readonly stop: (reason: Error) => void; readonly stopped: Promise<never> }
		| undefined;

	/** A session of a model. Rejects with what ONNX Runtime says, or when the runtime is stopped. */
	async open(model: ModelInMemory): Promise<Session> {
		const { runner, stopped } = this.#start();
		const session = await Promise.race([runner.open(model), stopped]);
		return {
			run: (inputs, outputs) => Promise.race([runner.run(session, inputs, outputs), stopped]),
			close: () => Promise.race([runner.close(session), stopped]),
		};
	}

	/** Runs a model without inputs once. */
	async evaluate(model: Uint8Array, outputs: readonly string[]): Promise<ReadonlyMap<string, RunTensor>> {
		const session = await this.open({ model, data: [] });
		try {
			return await session.run(new Map(), outputs);
		} finally {
			await session.close();
		}
	}

	/** Ends whatever is being calculated. */
	stop(): void {
		this.#running?.stop(new Stopped());
		this.#running = undefined;
	}

	/** Whether something was rejected because of `stop`. */
	isStopped(error: unknown): boolean {
		return error instanceof Stopped;
	}

	#start() {
		if (this.#running) return this.#running;
		const worker = new Worker(new URL("../runner/worker.ts", import.meta.url), { type: "module", name: "runner" });
		const runner = wrap<Runner>(worker);
		const { promise: stopped, reject } = Promise.withResolvers<never>();
		stopped.catch(() => undefined); // nobody may be waiting
		worker.addEventListener("error", (event) => reject(new Error(`ONNX Runtime can't start: ${event.message}`)));
		const stop = (reason: Error) => {
			runner[releaseProxy]();
			worker.terminate();
			reject(reason);
		};
		this.#running = { runner, stop, stopped };
		return this.#running;
	}
}
