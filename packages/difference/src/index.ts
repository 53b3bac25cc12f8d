export type { AlignedInput } from "./align-inputs.ts";
export { difference, isSame } from "./difference.ts";
