import { basename, relative } from "node:path";
import { SutureError } from "@suture/problems";
import { chunkBytes, modelEntrySchema, uploadAnswerSchema, uploadSchema } from "@suture/protocol";
import { z } from "zod";
import type { App } from "../app.ts";
import { insideFolder } from "../files/open-model.ts";
import type { ModelStore } from "../models/model-store.ts";
import type { UploadPlace } from "../models/upload-place.ts";

export interface ModelRouteTools {
	readonly models: ModelStore;
	readonly uploads: UploadPlace;
}

export function modelRoutes(app: App, { models, uploads }: ModelRouteTools): void {
	app.get(
		"/api/models",
		{ schema: { summary: "All models of this host", response: { 200: z.array(modelEntrySchema) } } },
		() => models.list(),
	);

	app.get(
		"/api/models/:id",
		{
			schema: {
				summary: "A model, by its id or file name",
				params: z.object({ id: z.string() }),
				response: { 200: modelEntrySchema },
			},
		},
		async ({ params }) => (await models.get(params.id)).entry,
	);

	app.get(
		"/api/models/:id/files/*",
		{
			schema: {
				summary: "A file of a model: the .onnx or one beside it. Takes Range, gives ETag",
				params: z.object({ id: z.string(), "*": z.string() }),
			},
		},
		async ({ params }, reply) => {
			const { folder, path } = await models.get(params.id);
			const file = params["*"] === basename(path) ? path : await insideFolder(folder, params["*"]);
			if (file === undefined) throw new SutureError("file/missing", { file: params["*"] });
			return reply.type("application/octet-stream").sendFile(relative(folder, file), folder);
		},
	);

	app.put(
		"/api/chunks/:sha256",
		{
			schema: {
				summary: `A chunk of a file, at most ${chunkBytes} bytes, keyed by its SHA-256`,
				params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
				consumes: ["application/octet-stream"],
			},
			bodyLimit: chunkBytes,
		},
		async ({ params, body }, reply) => {
			if (!(body instanceof Uint8Array))
				throw new SutureError("request/invalid", { reason: "a chunk is sent as application/octet-stream" });
			await uploads.putChunk(params.sha256, body);
			return reply.code(204).send();
		},
	);

	app.post(
		"/api/models",
		{
			schema: {
				summary: "Keep a model: says which chunks are missing, or gives the model when none is",
				body: uploadSchema,
				response: { 200: uploadAnswerSchema },
			},
			bodyLimit: 100_000_000,
		},
		({ body }) => uploads.upload(body),
	);
}
