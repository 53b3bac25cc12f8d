import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type ModelFile, type Part, readParts } from "@suture/onnx";
import { SutureError } from "@suture/problems";
import { systemReason } from "./system-reason.ts";

/** Writes a file whole or not at all: into a neighbour first, flushed to the disk, then renamed. Rejects with SutureError
 *  `file/no-room` or `file/unwritable`; the neighbour is gone then. */
export async function writeFileWhole(path: string, parts: readonly Part[] | AsyncIterable<Uint8Array>): Promise<void> {
	const part = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
	let handle: FileHandle | undefined;
	try {
		handle = await open(part, "wx");
		for await (const chunk of Symbol.asyncIterator in parts ? parts : readParts(parts)) await writeAll(handle, chunk);
		await handle.sync();
		await handle.close();
		handle = undefined;
		await rename(part, path);
	} catch (cause) {
		await handle?.close().catch(() => undefined);
		await rm(part, { force: true });
		if (cause instanceof SutureError) throw cause;
		throw new SutureError("file/unwritable", { file: path, reason: systemReason(cause) }, { cause });
	}
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
	for (let done = 0; done < chunk.length; ) done += (await handle.write(chunk, done)).bytesWritten;
}

/** Writes the files of a model into a folder, data files first, so that a model is never there without its weights. */
export async function writeModelFiles(folder: string, files: readonly ModelFile[]): Promise<void> {
	await checkRoom(
		folder,
		files.reduce((sum, { byteLength }) => sum + byteLength, 0),
		files[0]?.name ?? "",
	);
	for (const { name, parts } of files.toReversed()) {
		const path = join(folder, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFileWhole(path, parts);
	}
}

async function checkRoom(folder: string, needs: number, file: string): Promise<void> {
	let free: number;
	try {
		const { bavail, bsize } = await statfs(folder);
		free = bavail * bsize;
	} catch (cause) {
		throw new SutureError("file/unwritable", { file: join(folder, file), reason: systemReason(cause) }, { cause });
	}
	if (needs > free) throw new SutureError("file/no-room", { file: join(folder, file), needs });
}
