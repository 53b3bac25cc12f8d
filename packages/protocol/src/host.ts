import { z } from "zod";
import { deviceSchema } from "./builder-event.ts";

/** A TensorRT that this host has, or could have. */
export const builderSchema = z.object({
	backend: z.enum(["tensorrt-rtx", "tensorrt"]),
	available: z.boolean(),
	/** "1.7.1.116"; null when it is not available. */
	version: z.string().nullable(),
	/** What to write for it as a target: `tensorrt-rtx-1.7`. */
	target: z.string().nullable(),
	devices: z.array(deviceSchema),
	/** What it can build for. */
	computeCapabilities: z.array(z.string()),
	/** Why it is not available, and what to do. */
	reason: z.string().nullable(),
	remedy: z.string().nullable(),
});
export type Builder = z.infer<typeof builderSchema>;

export const hostSchema = z.object({
	suture: z.string(),
	platform: z.string(),
	cpus: z.number(),
	memoryBytes: z.number(),
	builders: z.array(builderSchema),
	/** Whether the builders are still being looked for. */
	probing: z.boolean(),
	/** The folder whose models the host offers; null when none was named. */
	modelFolder: z.string().nullable(),
});
export type Host = z.infer<typeof hostSchema>;
