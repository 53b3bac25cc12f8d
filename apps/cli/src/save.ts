import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Graph, modelFromGraph } from "@suture/graph";
import { type ModelFile, writeModel } from "@suture/onnx";
import { type Problem, SutureError } from "@suture/problems";
import { writeModelFiles } from "@suture/server";

/** Writes a graph as a model. In the folder of the model that it was made from, its data file is used as it lies there; elsewhere
 *  it is copied, without what the graph no longer needs. Rejects with SutureError, among others when it would write over what
 *  it reads. */
export async function saveGraph(
	graph: Graph,
	from: string,
	to: string,
): Promise<{ files: string[]; problems: readonly Problem[] }> {
	const [source, target] = [await realpath(from), resolve(to)];
	const folder = await realpath(dirname(target)).catch(() => dirname(target));
	if (join(folder, basename(target)) === source) throw new SutureError("file/same", { file: to });
	const isSameFolder = folder === dirname(source);
	const { files, problems } = writeModel(modelFromGraph(graph), { name: basename(target), compact: !isSameFolder });
	const kept = isSameFolder ? await withoutOwn(folder, files) : files;
	await writeModelFiles(folder, kept);
	return { files: files.map(({ name }) => join(folder, name)), problems };
}

/** The files but for data files that are already there as what they shall be: themselves. */
async function withoutOwn(folder: string, files: readonly ModelFile[]): Promise<ModelFile[]> {
	const found = await Promise.all(
		files.map(async (file, i) => {
			const size = await stat(join(folder, file.name)).then(
				(stats) => stats.size,
				() => undefined,
			);
			return i === 0 || size !== file.byteLength ? [file] : [];
		}),
	);
	return found.flat();
}
