import { realpath } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { type ModelProto, type OpenExternal, readModel } from "@suture/onnx";
import { type Problem, SutureError } from "@suture/problems";
import { type FileSource, openFileSource } from "./file-source.ts";

/** A model on disk with the files it reads from, which stay open until it is closed. */
export interface OpenedModel extends AsyncDisposable {
	readonly path: string;
	/** Of the .onnx file. */
	readonly byteLength: number;
	readonly model: ModelProto | undefined;
	readonly problems: readonly Problem[];
	close(): Promise<void>;
}

/** Opens a model and the data files beside it. Data outside of the model's folder is refused, also behind links.
 *  Rejects with SutureError when the file itself can't be read; what is wrong inside it is in `problems`. */
export async function openModel(path: string): Promise<OpenedModel> {
	const opened: FileSource[] = [];
	const close = async () => {
		await Promise.all(opened.map((source) => source.close()));
	};
	try {
		const source = await openFileSource(path);
		opened.push(source);
		const openExternal: OpenExternal = async (location) => {
			const found = await insideFolder(dirname(resolve(path)), location);
			if (found === undefined) return undefined;
			const data = await openFileSource(found);
			opened.push(data);
			return data;
		};
		const { model, problems } = await readModel(source, { openExternal });
		return { path, byteLength: source.byteLength, model, problems, close, [Symbol.asyncDispose]: close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The true path of a file named relative to a folder; undefined when it does not exist. Throws SutureError `file/outside`
 *  when links lead out of the folder. */
export async function insideFolder(folder: string, location: string): Promise<string | undefined> {
	let path: string;
	const home = await realpath(folder);
	try {
		path = await realpath(resolve(home, location.replaceAll("\\", "/")));
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
		throw error;
	}
	if (!path.startsWith(home + sep)) throw new SutureError("file/outside", { location });
	return path;
}
