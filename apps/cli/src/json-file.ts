import { readFile } from "node:fs/promises";
import { SutureError } from "@suture/problems";

/** What a JSON file holds. Rejects with SutureError for one that can't be read or is no JSON. */
export async function readJson(path: string): Promise<unknown> {
	const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
		if (cause.code === "ENOENT") throw new SutureError("file/missing", { file: path }, { cause });
		throw new SutureError("file/unreadable", { file: path, reason: cause.message }, { cause });
	});
	try {
		return JSON.parse(text);
	} catch (cause) {
		const reason = `it is no JSON: ${(cause as Error).message}`;
		throw new SutureError("file/unreadable", { file: path, reason }, { cause });
	}
}
