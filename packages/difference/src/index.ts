export type { AlignedInput } from "./align-inputs.ts";
export type { ConstantChange, TensorError } from "./constant-changes.ts";
export type { Constant } from "./constants.ts";
export {
	type BodyDifference,
	type Difference,
	type DifferenceOptions,
	difference,
	isSame,
	isSameBody,
	type Renamed,
} from "./difference.ts";
export { fingerprintsOf } from "./fingerprints.ts";
export type { FunctionChange } from "./functions.ts";
export type { HeaderChange } from "./header-changes.ts";
export type { InterfaceChange } from "./interface-changes.ts";
export { jsonFromDifference } from "./json-from-difference.ts";
export {
	type BodyLines,
	countsLine,
	type DifferenceLine,
	type DifferencePlace,
	type LineKind,
	linesFromDifference,
	type PlaceSide,
} from "./lines.ts";
export { measureConstants } from "./measure-constants.ts";
export type { AttributeChange, NodeChange, OutputChange } from "./node-changes.ts";
export type { Region } from "./regions.ts";
export { constantChangeText } from "./text/constant-line.ts";
export { textFromDifference } from "./text/text-from-difference.ts";
export { type PairedValue, renamedInputs, unpairedOutputs, valuePairs } from "./value-pairs.ts";
