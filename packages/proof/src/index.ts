export { type ComparedRun, type CompareOptions, type Comparison, compareSessions } from "./compare-sessions.ts";
export { compareTensors, type Difference } from "./compare-tensors.ts";
export {
	type ComparedValue,
	type CompareValuesOptions,
	compareValues,
	type OpenWith,
	type ValueLeftOut,
	type ValuesCompared,
} from "./compare-values.ts";
export { type InputDescription, inputsOf } from "./inputs-of.ts";
export type { ValuePair } from "./pieces-of.ts";
export { roundingOf } from "./rounding-of.ts";
export { withOutputs } from "./with-outputs.ts";
