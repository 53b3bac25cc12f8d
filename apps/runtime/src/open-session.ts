import type { Session } from "@suture/onnx";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { ortTensor, runTensor } from "./tensors.ts";

export interface SessionOptions {
	/** Whether ONNX Runtime may change the graph before it runs it. Default: no, so that what runs is what is written. */
	readonly optimized?: boolean;
	/** Threads that one operator may use. Default: ONNX Runtime's choice. One is quicker for small models: starting others costs more
	 *  than they save. */
	readonly threads?: number;
}

/** A model in ONNX Runtime on the CPU: a file, whose weights may lie beside it, or bytes. Rejects with what ONNX Runtime says. */
export async function openSession(
	model: string | Uint8Array,
	{ optimized = false, threads }: SessionOptions = {},
): Promise<Session> {
	const options: InferenceSession.SessionOptions = {
		graphOptimizationLevel: optimized ? "all" : "disabled",
		logSeverityLevel: 4,
		executionProviders: ["cpu"],
		...(threads === undefined ? {} : { intraOpNumThreads: threads, interOpNumThreads: 1 }),
	};
	const session =
		typeof model === "string"
			? await InferenceSession.create(model, options)
			: await InferenceSession.create(model, options);
	return {
		async run(inputs, outputs) {
			const feeds = Object.fromEntries([...inputs].map(([name, tensor]) => [name, ortTensor(tensor)]));
			const found = await session.run(feeds, outputs);
			return new Map(outputs.map((name) => [name, runTensor(tensorOf(name, found[name]))]));
		},
		close: () => session.release(),
	};
}

function tensorOf(name: string, value: unknown): Tensor {
	if (value instanceof Tensor) return value;
	throw new TypeError(`ONNX Runtime for Node can't hand over ${name}: it is no tensor.`);
}
