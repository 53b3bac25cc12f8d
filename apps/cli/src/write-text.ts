import { writeFile } from "node:fs/promises";
import { SutureError } from "@suture/problems";

/** Writes a file of text. Rejects with SutureError when that fails. */
export async function writeText(path: string, text: string): Promise<void> {
	await writeFile(path, text).catch((cause: Error) => {
		throw new SutureError("file/unwritable", { file: path, reason: cause.message }, { cause });
	});
}
