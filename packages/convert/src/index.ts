export type { ConvertedNode } from "./convert-all.ts";
export { type Conversion, planConversion } from "./plan-conversion.ts";
export type { WriteOut } from "./write-out.ts";
