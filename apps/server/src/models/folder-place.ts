import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { ModelEntry } from "@suture/protocol";
import { insideFolder } from "../files/open-model.ts";
import type { ModelPlace } from "./stored-model.ts";

const maximumDepth = 5;
const maximumModels = 2000;

/** Models that lie in a folder of the host, also in folders inside it. They are read where they are. */
export function folderPlace(root: string): ModelPlace {
	return {
		async list() {
			const entries = await Promise.all((await onnxFilesBelow(root)).map((path) => entryOf(root, path)));
			return entries.sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
		},
		async find(id) {
			const location = id.startsWith("folder/") ? id.slice("folder/".length) : undefined;
			if (location === undefined || !location.endsWith(".onnx")) return undefined;
			const path = await insideFolder(root, location);
			if (path === undefined || !(await stat(path)).isFile()) return undefined;
			return { entry: await entryOf(root, join(root, location)), folder: dirname(path), path };
		},
	};
}

async function onnxFilesBelow(root: string): Promise<string[]> {
	const found: string[] = [];
	const pending = [{ folder: root, depth: 0 }];
	for (let at = pending.shift(); at !== undefined && found.length < maximumModels; at = pending.shift()) {
		const entries = await readdir(at.folder, { withFileTypes: true }).catch(() => []);
		for (const entry of entries) {
			const path = join(at.folder, entry.name);
			if (entry.isDirectory() && at.depth < maximumDepth && !entry.name.startsWith(".")) {
				pending.push({ folder: path, depth: at.depth + 1 });
			} else if (entry.isFile() && entry.name.endsWith(".onnx")) found.push(path);
		}
	}
	return found.slice(0, maximumModels);
}

async function entryOf(root: string, path: string): Promise<ModelEntry> {
	const { size, mtime } = await stat(path);
	return {
		id: `folder/${relative(root, path).split(sep).join("/")}`,
		name: basename(path),
		origin: "folder",
		files: [{ name: basename(path), byteLength: size }],
		byteLength: size,
		modifiedAt: mtime.toISOString(),
	};
}
