import { z } from "zod";
import type { Job, NumberedEvent } from "./job.ts";

/** What a client says on /api/stream. */
export const clientMessageSchema = z.discriminatedUnion("say", [
	/** Send me this job's events from this number on, those there are and those to come. Replaces an earlier one. */
	z.strictObject({ say: z.literal("subscribe"), job: z.string().max(100), from: z.int().min(0) }),
	z.strictObject({ say: z.literal("unsubscribe"), job: z.string().max(100) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** What the server says. Events of a job come in order, each once, in batches; a job is told again whenever it changed. */
export type ServerMessage =
	| { readonly say: "events"; readonly job: string; readonly events: readonly NumberedEvent[] }
	| { readonly say: "job"; readonly job: Job }
	| { readonly say: "refused"; readonly reason: string };
