import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelBytes } from "@suture/fixtures";
import { chunkBytes, type ModelEntry, type Upload } from "@suture/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestHost, testHost } from "../testing/test-host.ts";

let host: TestHost;
let modelFolder: string;

beforeAll(async () => {
	modelFolder = await mkdtemp(join(tmpdir(), "suture-models-"));
	await mkdir(join(modelFolder, "deep"));
	await writeFile(join(modelFolder, "deep", "lstm.onnx"), modelBytes("lstm.ts13"));
	await writeFile(join(modelFolder, "deep", "weights.bin"), "weights");
	await writeFile(join(modelFolder, "..", "secret.onnx"), "secret");
	await symlink("/etc/passwd", join(modelFolder, "deep", "link.bin"));
	host = await testHost({ modelFolder });
});

afterAll(async () => {
	await host[Symbol.asyncDispose]();
	await rm(modelFolder, { recursive: true, force: true });
	await rm(join(modelFolder, "..", "secret.onnx"), { force: true });
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function uploadOf(files: Record<string, Uint8Array>): { upload: Upload; chunks: Map<string, Uint8Array> } {
	const chunks = new Map<string, Uint8Array>();
	const upload: Upload = {
		files: Object.entries(files).map(([name, bytes]) => {
			const hashes: string[] = [];
			for (let at = 0; at < bytes.length; at += chunkBytes) {
				const chunk = bytes.subarray(at, at + chunkBytes);
				hashes.push(sha256(chunk));
				chunks.set(sha256(chunk), chunk);
			}
			return { name, byteLength: bytes.length, chunks: hashes };
		}),
	};
	return { upload, chunks };
}

async function missing(upload: Upload): Promise<string[]> {
	const { json } = await host.ask("POST", "/api/models", upload);
	return (json as { missing?: string[] }).missing ?? [];
}

/** Bytes that do not repeat, so that no two chunks are the same. */
function noise(byteLength: number): Uint8Array {
	const bytes = new Uint8Array(byteLength);
	let state = 1;
	for (let i = 0; i < byteLength; i++) {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		bytes[i] = state >> 16;
	}
	return bytes;
}

describe("uploads", () => {
	const large = noise(2 * chunkBytes + 1000);

	test("a model is sent in chunks, and what arrived before a break is not asked for again", async () => {
		const { upload, chunks } = uploadOf({ "large.onnx": large });
		const wanted = await missing(upload);
		expect(wanted.length).toBe(3);
		const [first = "", ...rest] = wanted;
		await host.ask("PUT", `/api/chunks/${first}`, chunks.get(first));
		expect(await missing(upload)).toEqual(rest); // as after a broken connection
		for (const hash of rest) await host.ask("PUT", `/api/chunks/${hash}`, chunks.get(hash));
		const { json } = await host.ask("POST", "/api/models", upload);
		const { model } = json as { model: ModelEntry };
		expect(model).toMatchObject({ name: "large.onnx", byteLength: large.length, origin: "upload" });
		const answer = await fetch(`${host.url}/api/models/${model.id}/files/large.onnx`);
		expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(large));
	});

	test("a model that shares chunks with a stored one sends only the others", async () => {
		const edited = large.slice();
		edited[2 * chunkBytes + 5] = 99;
		const { upload, chunks } = uploadOf({ "edited.onnx": edited });
		const wanted = await missing(upload);
		expect(wanted.length).toBe(1);
		await host.ask("PUT", `/api/chunks/${wanted[0]}`, chunks.get(wanted[0] ?? ""));
		const { json } = await host.ask("POST", "/api/models", upload);
		const { model } = json as { model: ModelEntry };
		const stored = await readFile(join(host.dataFolder, "models", model.id, "edited.onnx"));
		expect(sha256(stored)).toBe(sha256(edited));
	});

	test("the same model again is there at once", async () => {
		const { upload } = uploadOf({ "large.onnx": large });
		expect(await missing(upload)).toEqual([]);
	});

	test("a chunk that is not what it claims to be is refused", async () => {
		const { status, json } = await host.ask("PUT", `/api/chunks/${"0".repeat(64)}`, Uint8Array.of(1, 2, 3));
		expect(status).toBe(400);
		expect(json).toMatchObject({ problem: { code: "upload/wrong-hash" } });
	});

	test.each([
		"../evil.onnx",
		"/etc/evil.onnx",
		"a/../../evil.onnx",
		"C:\\evil.onnx",
		".hidden.onnx",
		"a//b.onnx",
		"a\u0000.onnx",
		"x".repeat(300),
	])("a file name like %j is refused", async (name) => {
		const { status, json } = await host.ask("POST", "/api/models", uploadOf({ [name]: Uint8Array.of(1) }).upload);
		expect(status).toBe(400);
		expect(json).toMatchObject({ problem: { code: "model/bad-name" } });
	});
});

describe("models of the host's folder", () => {
	test("are listed with their path, and found by id and by name", async () => {
		const { json } = await host.ask("GET", "/api/models");
		expect((json as ModelEntry[]).find(({ origin }) => origin === "folder")).toMatchObject({
			id: "folder/deep/lstm.onnx",
		});
		for (const wanted of ["folder/deep/lstm.onnx", "lstm.onnx", "lstm"]) {
			const { json: found } = await host.ask("GET", `/api/models/${encodeURIComponent(wanted)}`);
			expect(found).toMatchObject({ id: "folder/deep/lstm.onnx", byteLength: 74_471 });
		}
	});

	test("are read by ranges", async () => {
		const url = `${host.url}/api/models/${encodeURIComponent("folder/deep/lstm.onnx")}/files/lstm.onnx`;
		const answer = await fetch(url, { headers: { range: "bytes=100-199" } });
		expect(answer.status).toBe(206);
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(modelBytes("lstm.ts13").subarray(100, 200)));
		expect((await fetch(`${host.url}/api/models/lstm/files/weights.bin`)).status).toBe(200);
	});

	test("nothing outside of the folder can be had, by dots or by links", async () => {
		const outside = ["folder/../secret.onnx", "folder/deep/../../secret.onnx", "folder//etc/passwd"];
		for (const id of outside)
			expect((await host.ask("GET", `/api/models/${encodeURIComponent(id)}`)).status).toBeGreaterThanOrEqual(400);
		for (const file of ["..%2F..%2Fsecret.onnx", "%2Fetc%2Fpasswd", "link.bin"]) {
			const answer = await fetch(`${host.url}/api/models/lstm/files/${file}`);
			expect(answer.status).toBeGreaterThanOrEqual(400);
			expect(await answer.text()).not.toMatch(/^secret|root:/);
		}
	});
});

test("examples are there without being asked for, and can be opened", async () => {
	const { json } = await host.ask("GET", "/api/models/effdet_size.ts11.onnx");
	expect(json).toMatchObject({ origin: "example", byteLength: 489_929 });
});

test("an unknown model is said to be unknown", async () => {
	const { status, json } = await host.ask("GET", "/api/models/nothing");
	expect([status, json]).toMatchObject([404, { problem: { sentence: "This host has no model nothing." } }]);
});
