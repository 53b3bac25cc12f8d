export { countNodes } from "./count-nodes.ts";
export { type Found, findEdits } from "./find-edits.ts";
export type { Finding, Level, Match, Rule } from "./finding.ts";
export type { Evaluator } from "./fold/evaluator.ts";
export { learnWeights } from "./learn-weights.ts";
export { attributeOf, floatOf, int, integerOf, integersOf, ints, textOf, withAttributes } from "./match/attributes.ts";
export { told } from "./match/forward.ts";
export { int64s, type NewNode, replacement, type TensorLiterals } from "./match/replacement.ts";
export { roundsOfLoop } from "./match/rounds-of-loop.ts";
export {
	elementAt,
	factAt,
	homeOf,
	isOutput,
	isUsed,
	madeBy,
	makerOf,
	numbersAt,
	rankAt,
	readersOf,
	replaceableOf,
	type Site,
	shapeAt,
	siteOf,
	tensorAt,
} from "./match/site.ts";
export { uniformAt } from "./match/uniform.ts";
export { type RewriteOptions, type Rewritten, type RoundState, rewriteGraph } from "./rewrite-graph.ts";
export { rules, rulesOfLevel } from "./rules.ts";
export { withoutTraces } from "./without-traces.ts";
