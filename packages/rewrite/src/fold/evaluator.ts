import type { RunTensor } from "@suture/onnx";

/** Runs a model that has no inputs and gives the outputs asked for. Rejects with what the runtime says. */
export type Evaluator = (model: Uint8Array, outputs: readonly string[]) => Promise<ReadonlyMap<string, RunTensor>>;
