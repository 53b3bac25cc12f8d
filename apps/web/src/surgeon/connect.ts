import { type Remote, wrap } from "comlink";
import { carryProblems } from "./carry-problems.ts";
import type { Theatre } from "./worker.ts";

carryProblems();

const theatre = wrap<Theatre>(new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "surgeon" }));

// A path into what is exposed is a proxy too; comlink's types know it only of what is marked as one.
const part = <Name extends keyof Theatre>(name: Name): Remote<Theatre[Name]> =>
	theatre[name] as unknown as Remote<Theatre[Name]>;

/** Opens a model and changes it. One for the page. */
export const surgeon = part("surgeon");
/** Draws what of it is on the screen. */
export const picture = part("picture");
/** Says what there is in it. */
export const examiner = part("examiner");
/** Plans edits of it. */
export const planner = part("planner");
/** Looks into its weights. */
export const tensors = part("tensors");
/** Works out what takes a while. */
export const workbench = part("workbench");
/** Finds places that are like an example. */
export const finder = part("finder");
/** Plans what is grafted onto the network. */
export const grafter = part("grafter");
/** Says what a conversion of it to another opset comes to. */
export const converter = part("converter");
/** Compares two versions of it, or it with another. */
export const comparer = part("comparer");
/** Runs what is compared. */
export const prover = part("prover");
