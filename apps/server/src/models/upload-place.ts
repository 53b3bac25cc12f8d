import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refusedLocation } from "@suture/onnx";
import { SutureError } from "@suture/problems";
import { chunkBytes, type ModelEntry, type Upload, type UploadAnswer } from "@suture/protocol";
import type { Database, Row } from "../database/database.ts";
import { systemReason } from "../files/system-reason.ts";
import { writeFileWhole } from "../files/write-files.ts";
import type { ModelPlace, StoredModel } from "./stored-model.ts";

interface ModelRow extends Row {
	readonly id: string;
	readonly name: string;
	readonly files: string;
	readonly created_at: Date;
}

interface ChunkRow extends Row {
	readonly sha256: string;
	readonly model: string;
	readonly file: string;
	readonly start: string;
	readonly byte_length: number;
}

/** Models that were sent here. Files come as chunks keyed by their hash: what any stored model has already, or what arrived
 *  before a connection broke, is never sent again. A model's id is the hash of its files' names and chunks. */
export class UploadPlace implements ModelPlace {
	readonly #database: Database;
	readonly #models: string;
	readonly #incoming: string;

	constructor(database: Database, dataFolder: string) {
		this.#database = database;
		this.#models = join(dataFolder, "models");
		this.#incoming = join(dataFolder, "incoming");
	}

	async list(): Promise<ModelEntry[]> {
		const rows = await this.#database.query<ModelRow>("select * from suture.model order by created_at desc");
		return rows.map(entryFromRow);
	}

	async find(id: string): Promise<StoredModel | undefined> {
		const [row] = await this.#database.query<ModelRow>("select * from suture.model where id = $1", [id]);
		if (!row) return undefined;
		const folder = join(this.#models, row.id);
		return { entry: entryFromRow(row), folder, path: join(folder, row.name) };
	}

	/** Keeps a chunk until its model is whole. Rejects with SutureError `upload/wrong-hash`. */
	async putChunk(sha256: string, bytes: Uint8Array): Promise<void> {
		const found = createHash("sha256").update(bytes).digest("hex");
		if (found !== sha256) throw new SutureError("upload/wrong-hash", { wanted: sha256, found });
		await mkdir(this.#incoming, { recursive: true });
		await writeFileWhole(join(this.#incoming, sha256), [bytes]);
	}

	/** Makes the model when all its chunks are here; says which are missing when not. Asking again is safe. */
	async upload(upload: Upload): Promise<UploadAnswer> {
		checkNames(upload);
		const id = idOf(upload);
		const known = await this.find(id);
		if (known) return { model: known.entry };
		const stored = await this.#storedChunks(upload);
		const missing: string[] = [];
		for (const sha256 of new Set(upload.files.flatMap(({ chunks }) => chunks))) {
			if (!stored.has(sha256) && !(await exists(join(this.#incoming, sha256)))) missing.push(sha256);
		}
		if (missing.length > 0) return { missing };
		await this.#assemble(id, upload, stored);
		const made = await this.find(id);
		if (!made) throw new SutureError("model/unknown", { wanted: id });
		return { model: made.entry };
	}

	async #storedChunks(upload: Upload): Promise<Map<string, ChunkRow>> {
		const wanted = [...new Set(upload.files.flatMap(({ chunks }) => chunks))];
		const rows = await this.#database.query<ChunkRow>("select * from suture.chunk where sha256 = any($1::text[])", [
			wanted,
		]);
		return new Map(rows.map((row) => [row.sha256, row]));
	}

	async #assemble(id: string, upload: Upload, stored: ReadonlyMap<string, ChunkRow>): Promise<void> {
		const part = join(this.#models, `.${id}.part`);
		await rm(part, { recursive: true, force: true });
		try {
			for (const file of upload.files) {
				const path = join(part, file.name);
				await mkdir(dirname(path), { recursive: true });
				await writeFileWhole(path, this.#contents(file, stored));
				const { size } = await stat(path);
				if (size !== file.byteLength) {
					throw new SutureError("upload/wrong-size", { file: file.name, wanted: file.byteLength, found: size });
				}
			}
			await rename(part, join(this.#models, id));
		} catch (cause) {
			await rm(part, { recursive: true, force: true });
			if (cause instanceof SutureError) throw cause;
			throw new SutureError("file/unwritable", { file: id, reason: systemReason(cause) }, { cause });
		}
		await this.#remember(id, upload);
		for (const sha256 of new Set(upload.files.flatMap(({ chunks }) => chunks))) {
			await rm(join(this.#incoming, sha256), { force: true });
		}
	}

	async *#contents(file: Upload["files"][number], stored: ReadonlyMap<string, ChunkRow>): AsyncGenerator<Uint8Array> {
		for (const sha256 of file.chunks) {
			const row = stored.get(sha256);
			if (row) {
				const start = Number(row.start);
				yield* createReadStream(join(this.#models, row.model, row.file), { start, end: start + row.byte_length - 1 });
			} else yield* createReadStream(join(this.#incoming, sha256));
		}
	}

	async #remember(id: string, upload: Upload): Promise<void> {
		const chunks = upload.files.flatMap(({ name, byteLength, chunks }) =>
			chunks.map((sha256, i) => {
				const start = i * chunkBytes;
				return { sha256, file: name, start, bytes: Math.min(chunkBytes, byteLength - start) };
			}),
		);
		await this.#database.query(
			`insert into suture.chunk (sha256, model, file, start, byte_length)
			select sha256, $1, file, start, bytes
			from unnest($2::text[], $3::text[], $4::bigint[], $5::integer[]) as one (sha256, file, start, bytes)
			on conflict (sha256) do nothing`,
			[
				id,
				chunks.map(({ sha256 }) => sha256),
				chunks.map(({ file }) => file),
				chunks.map(({ start }) => start),
				chunks.map(({ bytes }) => bytes),
			],
		);
		const files = JSON.stringify(upload.files.map(({ name, byteLength }) => ({ name, byteLength })));
		await this.#database.query(
			"insert into suture.model (id, name, files) values ($1, $2, $3) on conflict (id) do nothing",
			[id, upload.files[0]?.name ?? "", files],
		);
	}
}

function entryFromRow(row: ModelRow): ModelEntry {
	const files = JSON.parse(row.files) as ModelEntry["files"];
	return {
		id: row.id,
		name: row.name,
		origin: "upload",
		files,
		byteLength: files.reduce((sum, { byteLength }) => sum + byteLength, 0),
		modifiedAt: row.created_at.toISOString(),
	};
}

function idOf(upload: Upload): string {
	const canonical = JSON.stringify(upload.files.map(({ name, byteLength, chunks }) => [name, byteLength, chunks]));
	return `sha256-${createHash("sha256").update(canonical).digest("hex")}`;
}

/** Names come from a stranger: they must stay inside the model's folder, and each be a file of its own. */
function checkNames({ files }: Upload): void {
	const seen = new Set<string>();
	for (const { name } of files) {
		const reason = refusedLocation(name) ?? (seen.has(name) ? "it is there twice" : oddName(name));
		if (reason !== undefined) throw new SutureError("model/bad-name", { name, reason });
		seen.add(name);
	}
}

function oddName(name: string): string | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
	if (/[\u0000-\u001f\u007f]/.test(name)) return "it holds a control character";
	if (name.split("/").some((part) => part === "" || part === "." || part.startsWith(".")))
		return "a part of it is empty or begins with a dot";
	if (name.includes("\\")) return "it holds a backslash";
	if (Buffer.byteLength(name) > 240) return "it is too long";
	return undefined;
}

async function exists(path: string): Promise<boolean> {
	return await stat(path).then(
		() => true,
		() => false,
	);
}
