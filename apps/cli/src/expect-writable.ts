import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { SutureError } from "@suture/problems";

/** Makes sure that a file can be written before minutes are spent on what comes into it. Rejects with SutureError. */
export async function expectWritable(file: string): Promise<void> {
	const folder = dirname(resolve(file));
	const found = await stat(folder).catch(() => undefined);
	if (!found?.isDirectory()) throw unwritable(file, `there is no folder ${folder}`);
	const isFolder = await stat(file).then(
		(stats) => stats.isDirectory(),
		() => false,
	);
	if (isFolder) throw unwritable(file, "it is a folder");
	await access(folder, constants.W_OK).catch((error: Error) => {
		throw unwritable(file, error.message);
	});
}

function unwritable(file: string, reason: string): SutureError {
	return new SutureError("file/unwritable", { file, reason });
}
