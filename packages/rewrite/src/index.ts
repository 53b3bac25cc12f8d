export { countNodes } from "./count-nodes.ts";
export { reduce, slice, squeeze, toTheEnd, unsqueeze } from "./draft/by-opset.ts";
export { cast } from "./draft/cast.ts";
export { clip } from "./draft/clip.ts";
export { type AttributeInput, type AttributeInputs, type Draft, draftFor } from "./draft/draft.ts";
export { extreme } from "./draft/extreme.ts";
export { expand, reshape, type SizeFrom, sizeAs } from "./draft/size.ts";
export { type Found, findEdits } from "./find-edits.ts";
export type { Finding, Level, Match, Rule } from "./finding.ts";
export type { Evaluator } from "./fold/evaluator.ts";
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
export { sureFacts } from "./match/sure-facts.ts";
export { uniformAt } from "./match/uniform.ts";
export { type RewriteOptions, type Rewritten, type RoundState, rewriteGraph } from "./rewrite-graph.ts";
export { rules, rulesOfLevel } from "./rules.ts";
export { withoutTraces } from "./without-traces.ts";
