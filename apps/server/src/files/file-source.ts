import type { Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { type Source, sourceFromRead } from "@suture/onnx";
import { SutureError } from "@suture/problems";
import { systemReason } from "./system-reason.ts";

/** A source over a file on disk, open until it is closed. */
export interface FileSource extends Source, AsyncDisposable {
	readonly path: string;
	close(): Promise<void>;
}

/** Opens a file for reading by ranges. Rejects with SutureError `file/missing`, `file/not-a-file` or `file/unreadable`. A read
 *  after the file changed on disk rejects with `file/changed`, since ranges would point into something else. */
export async function openFileSource(path: string): Promise<FileSource> {
	const handle = await openForReading(path);
	const opened = await handle.stat();
	if (!opened.isFile()) {
		await handle.close();
		throw new SutureError("file/not-a-file", { file: path });
	}
	const source = sourceFromRead(basename(path), opened.size, async (start, end) => {
		const bytes = new Uint8Array(end - start);
		let filled = 0;
		while (filled < bytes.length) {
			const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		if (changed(opened, await handle.stat())) throw new SutureError("file/changed", { file: path });
		return bytes.subarray(0, filled);
	});
	const close = () => handle.close();
	return { ...source, path, close, [Symbol.asyncDispose]: close };
}

async function openForReading(path: string): Promise<FileHandle> {
	try {
		return await open(path, "r");
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT")
			throw new SutureError("file/missing", { file: path }, { cause });
		throw new SutureError("file/unreadable", { file: path, reason: systemReason(cause) }, { cause });
	}
}

function changed(before: Stats, after: Stats): boolean {
	return before.size !== after.size || before.mtimeMs !== after.mtimeMs;
}
