import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { modelNames, modelPath } from "@suture/fixtures";
import type { ModelEntry } from "@suture/protocol";
import type { ModelPlace } from "./stored-model.ts";

/** The real exports of fixtures/, so that an empty page has something to open. They are unpacked when first asked for. */
export const examplePlace: ModelPlace = {
	async list() {
		return await Promise.all(modelNames.map(entryOf));
	},
	async find(id) {
		const name = /^example\/(.*)\.onnx$/.exec(id)?.[1];
		if (name === undefined || !modelNames.includes(name)) return undefined;
		const path = modelPath(name);
		return { entry: await entryOf(name), folder: dirname(path), path };
	},
};

async function entryOf(name: string): Promise<ModelEntry> {
	const { size, mtime } = await stat(modelPath(name));
	const file = `${name}.onnx`;
	return {
		id: `example/${file}`,
		name: file,
		origin: "example",
		files: [{ name: file, byteLength: size }],
		byteLength: size,
		modifiedAt: mtime.toISOString(),
	};
}
