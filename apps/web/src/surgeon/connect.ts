import { type Remote, wrap } from "comlink";
import { carryProblems } from "./carry-problems.ts";
import type { Converter } from "./converter.ts";
import type { Planner } from "./planner.ts";
import type { Surgeon } from "./surgeon.ts";
import type { TensorDesk } from "./tensor-desk.ts";
import type { Theatre } from "./worker.ts";

carryProblems();

const theatre = wrap<Theatre>(new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "surgeon" }));

// A path into what is exposed is a proxy too; comlink's types know it only of what is marked as one.
const part = <T>(path: unknown): Remote<T> => path as Remote<T>;

/** Holds the open model, in a worker. One for the page. */
export const surgeon = part<Surgeon>(theatre.surgeon);
/** Plans edits of it. */
export const planner = part<Planner>(theatre.planner);
/** Looks into its weights. */
export const tensors = part<TensorDesk>(theatre.tensors);
/** Says what a conversion of it to another opset comes to. */
export const converter = part<Converter>(theatre.converter);
