export { checkOperators } from "./check-operators.ts";
export { type DimensionStep, type Explanation, explainDimension } from "./explain-dimension.ts";
export { type Facts, factOf } from "./facts.ts";
export { type InferOptions, type Inferred, inferShapes } from "./infer-shapes.ts";
export { type InputSizes, readInputSizes } from "./input-sizes.ts";
export type { Part } from "./size-in.ts";
export { textOfStep } from "./text-of-step.ts";
export { valueBytes } from "./value-bytes.ts";
