import { expose } from "comlink";
import { carryProblems } from "./carry-problems.ts";
import { fontsReady } from "./load-fonts.ts";
import { Surgeon } from "./surgeon.ts";

carryProblems();
// Exposed at once: a message that comes before anybody listens is lost.
expose(new Surgeon(fontsReady));
