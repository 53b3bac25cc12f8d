import { type Graph, modelFromGraph } from "@suture/graph";
import { writeModel } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import { blobFromParts } from "./blob-from-parts.ts";

/** A file for the person to keep. */
export interface SavedFile {
	readonly name: string;
	readonly blob: Blob;
}

/** A model as files: the model itself, and its weights where they are too much for it. */
export interface SavedModel {
	readonly files: readonly SavedFile[];
	readonly problems: readonly Problem[];
}

export async function savedModel(graph: Graph, name: string): Promise<SavedModel> {
	const { files, problems } = writeModel(modelFromGraph(graph), { name });
	const saved = files.map(async (file) => ({ name: file.name, blob: await blobFromParts(file.parts) }));
	return { files: await Promise.all(saved), problems };
}
