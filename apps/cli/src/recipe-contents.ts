import { createHash } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { contentsNamedBy, type Edit, type Handed } from "@suture/graph";
import { type Payload, sourceFromBlob } from "@suture/onnx";
import { SutureError } from "@suture/problems";

/** Contents of tensors that lie beside a recipe, each in a file that is named by its SHA-256. They stay on disk until they are
 *  written. Those that are not there are left to the edit that wants them; rejects for one that is not what its name says. */
export async function contentsBeside(
	recipePath: string,
	edits: readonly Edit[],
): Promise<Required<Handed>["contents"]> {
	const found = new Map<string, Payload>();
	for (const sha256 of contentsNamedBy(edits)) {
		const path = join(dirname(recipePath), sha256);
		const hash = await hashOf(path);
		if (hash === undefined) continue;
		if (hash !== sha256)
			throw new SutureError("file/unreadable", { file: path, reason: "it is not what its name says" });
		const blob = await openAsBlob(path);
		found.set(sha256, { at: "source", source: sourceFromBlob(blob, sha256), start: 0, byteLength: blob.size });
	}
	return (sha256) => found.get(sha256);
}

/** Undefined when there is no such file. */
async function hashOf(path: string): Promise<string | undefined> {
	const hash = createHash("sha256");
	try {
		await pipeline(createReadStream(path), hash);
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw new SutureError("file/unreadable", { file: path, reason: (cause as Error).message }, { cause });
	}
	return hash.digest("hex");
}
