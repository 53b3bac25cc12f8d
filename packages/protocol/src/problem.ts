import type { Problem } from "@suture/problems";
import { z } from "zod";

/** A problem as it crosses the wire. The catalogue it comes from is packages/problems. */
export const problemSchema = z.object({
	code: z.string(),
	severity: z.enum(["error", "warning", "info"]),
	sentence: z.string(),
	remedy: z.string(),
	place: z.record(z.string(), z.unknown()),
	facts: z.record(z.string(), z.unknown()),
}) as unknown as z.ZodType<Problem>;
