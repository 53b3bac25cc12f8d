export { type ComparedRun, type CompareOptions, type Comparison, compareSessions } from "./compare-sessions.ts";
export { compareTensors, type Difference } from "./compare-tensors.ts";
export { type InputDescription, inputsOf } from "./inputs-of.ts";
export { roundingOf } from "./rounding-of.ts";
