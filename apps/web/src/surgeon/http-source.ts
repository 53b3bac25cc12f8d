import { type Source, sourceFromBytes, sourceFromRead } from "@suture/onnx";
import { SutureError } from "@suture/problems";

/** Files up to this size are fetched whole: one request is quicker than many. */
const wholeBytes = 32_000_000;

/** A source over a file that the host serves; undefined when it has none. Large ones are read by ranges, and a file that changes
 *  while it is open is noticed by its ETag. Rejects with SutureError `onnx/source-read`. */
export async function sourceFromUrl(url: string, name: string): Promise<Source | undefined> {
	const head = await ask(url, name, { method: "HEAD" });
	if (head.status === 404) return undefined;
	if (!head.ok) throw new SutureError("onnx/source-read", { file: name, reason: `the host answered ${head.status}` });
	const byteLength = Number(head.headers.get("content-length"));
	const etag = head.headers.get("etag") ?? "";
	if (byteLength <= wholeBytes) {
		const answer = await ask(url, name, {});
		return sourceFromBytes(new Uint8Array(await answer.arrayBuffer()), name);
	}
	return sourceFromRead(name, byteLength, async (start, end) => {
		if (start === end) return new Uint8Array(0);
		const answer = await ask(url, name, {
			headers: { range: `bytes=${start}-${end - 1}`, ...(etag ? { "if-range": etag } : {}) },
		});
		if (answer.status !== 206) throw new SutureError("file/changed", { file: name });
		return new Uint8Array(await answer.arrayBuffer());
	});
}

async function ask(url: string, name: string, init: RequestInit): Promise<Response> {
	try {
		return await fetch(url, init);
	} catch (cause) {
		throw new SutureError("onnx/source-read", { file: name, reason: "the host does not answer" }, { cause });
	}
}
