export { findEdits } from "./find-edits.ts";
export type { Finding, Level, Match, Rule } from "./finding.ts";
export type { Evaluator } from "./fold/evaluator.ts";
export {
	attributeOf,
	float,
	floatOf,
	int,
	integerOf,
	integersOf,
	ints,
	textOf,
	withAttributes,
} from "./match/attributes.ts";
export { told } from "./match/forward.ts";
export { int64s, type NewNode, replacement, type TensorLiterals } from "./match/replacement.ts";
export {
	elementAt,
	factAt,
	homeOf,
	isOutput,
	madeBy,
	makerOf,
	numbersAt,
	rankAt,
	readersOf,
	type Site,
	shapeAt,
	siteOf,
	tensorAt,
} from "./match/site.ts";
export { uniformAt } from "./match/uniform.ts";
export { type RewriteOptions, type Rewritten, type RoundState, rewriteGraph } from "./rewrite-graph.ts";
export { rules, rulesOfLevel } from "./rules.ts";
