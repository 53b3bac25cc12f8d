import { expose } from "comlink";
import { carryProblems } from "./carry-problems.ts";
import { Converter } from "./converter.ts";
import { fontsReady } from "./load-fonts.ts";
import { Planner } from "./planner.ts";
import { Surgeon } from "./surgeon.ts";
import { TensorDesk } from "./tensor-desk.ts";

/** Those who work on the open model, in this worker. */
export interface Theatre {
	readonly surgeon: Surgeon;
	readonly planner: Planner;
	readonly tensors: TensorDesk;
	readonly converter: Converter;
}

carryProblems();
const surgeon = new Surgeon(fontsReady);
const { sight } = surgeon;
// Exposed at once: a message that comes before anybody listens is lost.
expose({
	surgeon,
	planner: new Planner(sight),
	tensors: new TensorDesk(sight),
	converter: new Converter(sight),
} satisfies Theatre);
