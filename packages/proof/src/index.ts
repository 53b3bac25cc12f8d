export { type Comparison, type ComparedRun, compareSessions, type CompareOptions } from "./compare-sessions.ts";
export { compareTensors, type Difference } from "./compare-tensors.ts";
export { type InputDescription, inputsOf } from "./inputs-of.ts";
