import { z } from "zod";

/** Files are sent in chunks of this size, the last one shorter. */
export const chunkBytes = 4_194_304;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 is 64 hexadecimal digits");

/** A file of a model: the .onnx, or a data file beside it. */
export const modelFileSchema = z.object({
	/** Relative to the .onnx file's folder, `/` between folders. */
	name: z.string().min(1).max(1000),
	byteLength: z.int().min(0),
});

/** A model to be kept: its files, each as the hashes of its chunks. The .onnx file comes first. */
export const uploadSchema = z.object({
	files: z
		.array(modelFileSchema.extend({ chunks: z.array(sha256).max(1_000_000) }))
		.min(1)
		.max(10_000),
});
export type Upload = z.infer<typeof uploadSchema>;

/** A model that the host has. */
export const modelEntrySchema = z.object({
	/** `sha256-…` of an upload, `folder/…` of a file in the host's model folder, `example/…`. */
	id: z.string(),
	/** File name of the .onnx file. */
	name: z.string(),
	origin: z.enum(["upload", "folder", "example"]),
	files: z.array(modelFileSchema),
	byteLength: z.number(),
	modifiedAt: z.iso.datetime(),
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

/** Answer to an upload: the model, or what must still be sent. */
export const uploadAnswerSchema = z.union([
	z.object({ model: modelEntrySchema }),
	z.object({ missing: z.array(sha256) }),
]);
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
