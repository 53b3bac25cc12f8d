export { findPattern } from "./find-pattern.ts";
export { type AttributeOfNode, type Loosening, loosen } from "./loosen.ts";
export type { Forbidden, FoundPattern, Occurrence } from "./occurrence.ts";
export type { Pattern, PatternAttribute, PatternConstant, PatternNode } from "./pattern.ts";
export { type PatternOfNodes, patternFromNodes } from "./pattern-from-nodes.ts";
export { patternJson, type ReadPattern, readPattern } from "./read-pattern.ts";
export { type Replacement, replaceAll } from "./replace-all.ts";
export { textOfPattern } from "./text-of-pattern.ts";
