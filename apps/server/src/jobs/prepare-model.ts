import { copyFile, link, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { applyEdits, type Edit, type Graph, graphFromModel, modelFromGraph } from "@suture/graph";
import { type ModelFile, writeModel } from "@suture/onnx";
import { type Problem, SutureError, worst } from "@suture/problems";
import type { FileSource } from "../files/file-source.ts";
import { openModel } from "../files/open-model.ts";
import { writeFileWhole } from "../files/write-files.ts";

export interface PreparedModel {
	/** The graph that will be built, and the file that TensorRT shall read; undefined when there is nothing to build. */
	readonly made: { readonly graph: Graph; readonly path: string; readonly byteLength: number } | undefined;
	/** What reading and editing had to say. */
	readonly problems: readonly Problem[];
}

/** Makes the model that a recipe makes of the one at `path`, in `folder`. Without edits that is the model itself, where it
 *  lies. Data files are linked, not copied. */
export async function prepareModel(path: string, recipe: readonly Edit[], folder: string): Promise<PreparedModel> {
	await using opened = await openModel(path);
	if (!opened.model) return { made: undefined, problems: opened.problems };
	const original = graphFromModel(opened.model);
	if (recipe.length === 0) {
		return { made: { graph: original, path, byteLength: opened.byteLength }, problems: opened.problems };
	}
	const { graph, problems: edits } = applyEdits(original, recipe);
	const problems = [...opened.problems, ...edits.map(({ problem }) => problem)];
	// Half a recipe makes another network than the one on the person's screen.
	if (worst(edits.map(({ problem }) => problem)) === "error") return { made: undefined, problems };
	const { files, problems: written } = writeModel(modelFromGraph(graph), { name: "model.onnx", compact: false });
	await mkdir(folder, { recursive: true });
	for (const file of files) await placeFile(folder, file);
	const made = { graph, path: join(folder, "model.onnx"), byteLength: files[0]?.byteLength ?? 0 };
	return { made, problems: [...problems, ...written] };
}

/** A file that is another one as a whole becomes a link to it: weights of many gigabytes are not copied for every build. */
async function placeFile(folder: string, { name, parts }: ModelFile): Promise<void> {
	const target = join(folder, name);
	await mkdir(dirname(target), { recursive: true });
	const [only] = parts;
	if (parts.length === 1 && only && !(only instanceof Uint8Array) && only.end - only.start === only.source.byteLength) {
		const { path } = only.source as FileSource; // openModel reads from files only
		await linkOrCopy(path, target);
	} else await writeFileWhole(target, parts);
}

async function linkOrCopy(from: string, to: string): Promise<void> {
	for (const way of [link, symlink, copyFile]) {
		try {
			await way(from, to);
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
			if (way === copyFile)
				throw new SutureError("file/unwritable", { file: to, reason: String(error) }, { cause: error });
		}
	}
}
