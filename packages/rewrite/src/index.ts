export { countNodes } from "./count-nodes.ts";
export { type Found, findEdits } from "./find-edits.ts";
export type { Finding, Level, Match, Rule } from "./finding.ts";
export type { Evaluator } from "./fold/evaluator.ts";
export type { Site } from "./match/site.ts";
export { type RewriteOptions, type Rewritten, type RoundState, rewriteGraph } from "./rewrite-graph.ts";
export { rules, rulesOfLevel } from "./rules.ts";
export { withoutTraces } from "./without-traces.ts";
