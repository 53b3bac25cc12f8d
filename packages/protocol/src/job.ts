import { z } from "zod";
import { buildRequestSchema } from "./build-request.ts";
import { type BuilderEvent, builderEventSchema } from "./builder-event.ts";
import { problemSchema } from "./problem.ts";

/** How a job ended. `refused`: TensorRT did not want the model. `failed`: the build could not run, was stopped, or crashed. */
export const outcomeSchema = z.object({
	result: z.enum(["built", "refused", "failed", "cancelled"]),
	/** Why, for all but `built`. */
	problem: problemSchema.nullable(),
	engineBytes: z.number().nullable(),
	/** From the start of the builder to its end. */
	seconds: z.number(),
	peakBytes: z.number().nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const jobSchema = z.object({
	id: z.string(),
	state: z.enum(["queued", "running", "ended"]),
	model: z.object({ id: z.string(), name: z.string() }),
	/** What builds it: `tensorrt-rtx-1.7.1`. */
	builder: z.string(),
	request: buildRequestSchema,
	createdAt: z.iso.datetime(),
	startedAt: z.iso.datetime().nullable(),
	endedAt: z.iso.datetime().nullable(),
	outcome: outcomeSchema.nullable(),
	/** How many events it has so far; the next one gets this number. */
	events: z.number(),
});
export type Job = z.infer<typeof jobSchema>;

/** What happens to a job: what its builder says, and what the host adds at both ends. */
export const jobEventSchema = z.union([
	builderEventSchema,
	/** The model was made from its recipe and lies ready. */
	z.object({
		kind: z.literal("prepared"),
		t: z.number(),
		seconds: z.number(),
		byteLength: z.number(),
		problems: z.array(problemSchema),
	}),
	/** The last event of every job. */
	z.object({ kind: z.literal("ended"), t: z.number(), outcome: outcomeSchema }),
]);
export type JobEvent = BuilderEvent | Exclude<z.infer<typeof jobEventSchema>, BuilderEvent>;

/** An event with its number: 0, 1, 2, … in a job, without gaps. */
export interface NumberedEvent {
	readonly seq: number;
	readonly event: JobEvent;
}
