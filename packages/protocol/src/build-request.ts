import { z } from "zod";
import { logSeverities } from "./builder-event.ts";
import { editSchema } from "./recipe.ts";

const dims = z
	.array(
		z
			.int()
			.min(0)
			.max(2 ** 31 - 1),
	)
	.max(8);

/** Sizes of one input over which the engine shall work; for a shape tensor, its values. */
export const shapeRangeSchema = z.strictObject({ min: dims, opt: dims, max: dims });
export type ShapeRange = z.infer<typeof shapeRangeSchema>;

/** What a person asks for when they press Build. */
export const buildRequestSchema = z.strictObject({
	/** A model's id. */
	model: z.string().min(1).max(1000),
	/** What was done to it since it was opened; the host does it again. */
	recipe: z.array(editSchema).max(100_000).default([]),
	/** `tensorrt-rtx-1.7`, `tensorrt-10.6`; without it, the first builder that this host has. */
	target: z.string().max(100).optional(),
	/** The GPU that the engine is for, "8.9". TensorRT-RTX only: `tensorrt` builds for the GPU it runs on. */
	computeCapability: z
		.string()
		.regex(/^\d{1,2}\.\d$/, "a compute capability reads 8.9")
		.optional(),
	/** Least grave lines that the log shall hold. */
	severity: z.enum(logSeverities).default("info"),
	/** Sizes of dynamic inputs, by name. What is missing is taken as 1 and said so. */
	shapes: z.record(z.string(), shapeRangeSchema).default({}),
	optimizationLevel: z.int().min(0).max(5).optional(),
	workspaceBytes: z.int().min(0).optional(),
	/** The build ends after this many seconds, whatever it is doing. */
	timeLimitSeconds: z
		.int()
		.min(1)
		.max(7 * 24 * 3600)
		.default(3600),
	/** The build ends when its process holds more. */
	memoryLimitBytes: z.int().min(100_000_000).optional(),
});

export type BuildRequest = z.infer<typeof buildRequestSchema>;
/** As a client writes it: what has a default may be left out. */
export type BuildRequestInput = z.input<typeof buildRequestSchema>;
