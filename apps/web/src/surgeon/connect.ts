import { type Remote, wrap } from "comlink";
import { carryProblems } from "./carry-problems.ts";
import type { Surgeon } from "./surgeon.ts";

carryProblems();

/** The worker that holds the open model. One for the page. */
export const surgeon: Remote<Surgeon> = wrap<Surgeon>(
	new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "surgeon" }),
);
