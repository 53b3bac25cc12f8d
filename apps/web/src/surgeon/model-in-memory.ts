import { type Graph, modelFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import type { ModelInMemory } from "../runner/runner.ts";

/** What ONNX Runtime in the browser can hold: it has 4 GB, and needs room for what it calculates. */
const mostBytes = 1.8e9;

/** A graph as files in memory, to be run. Throws when they are more than the runtime can hold. */
export async function modelInMemory(graph: Graph): Promise<ModelInMemory> {
	const { files } = writeModel(modelFromGraph(graph), { name: "model.onnx" });
	const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
	if (bytes > mostBytes)
		throw new Error("The model is too large for ONNX Runtime in the browser. Run ./suture compare on its host.");
	const [model, ...data] = await Promise.all(
		files.map(async ({ name, parts }) => ({ path: name, bytes: await joinParts(parts) })),
	);
	if (!model) throw new Error("The model can't be written.");
	return { model: model.bytes, data };
}
