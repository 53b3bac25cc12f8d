import type { NodeCode } from "../parser-rules.ts";
import { releaseNumber } from "../target/releases.ts";
import type { Site } from "./site.ts";

/** In which releases of the parser a row holds; both ends are in it. */
export interface Span {
	readonly from?: string;
	readonly until?: string;
}

/** A condition under which the parser refuses a node, and what it says then. */
export interface Refusal extends Span {
	readonly operators: readonly string[];
	/** The opset of the model, both ends in it. */
	readonly fromOpset?: number;
	readonly untilOpset?: number;
	readonly when: (site: Site) => boolean;
	readonly code: NodeCode;
	/** TensorRT's own words; `…` where it puts a number or a name. */
	readonly said: string | ((site: Site) => string);
	readonly fixes?: readonly string[];
}

/** An input that the parser takes only as an initializer. */
export interface ConstantInput extends Span {
	readonly operators: readonly string[];
	readonly input: number;
	/** The name of the input in ONNX. */
	readonly called: string;
	readonly fromOpset?: number;
	readonly unless?: (site: Site) => boolean;
	/** Whether a place in the list of inputs that is left empty is refused like a computed one. */
	readonly mustBeGiven?: boolean;
	/** Whether what is known from sizes does not count as constant. */
	readonly fromWeightsOnly?: boolean;
	readonly said: string;
}

/** Something that the parser takes and does otherwise than ONNX says. */
export interface Difference extends Span {
	readonly operators: readonly string[];
	readonly fromOpset?: number;
	readonly when: (site: Site) => boolean;
	/** A sentence in plain words. */
	readonly because: string;
}

/** Something that ends the parser's process. */
export interface Crash extends Span {
	readonly operators: readonly string[];
	readonly when: (site: Site) => boolean;
	/** A sentence in plain words. */
	readonly because: string;
}

/** Whether a row holds for an import. */
export function holdsFor(
	{
		operators,
		from,
		until,
		fromOpset = 0,
		untilOpset = Infinity,
	}: Span & {
		readonly operators: readonly string[];
		readonly fromOpset?: number;
		readonly untilOpset?: number;
	},
	{ node, release, opset }: Site,
): boolean {
	return (
		operators.includes(node.opType) &&
		(from === undefined || releaseNumber(from) <= release) &&
		(until === undefined || release <= releaseNumber(until)) &&
		fromOpset <= opset &&
		opset <= untilOpset
	);
}

/** The rows of each operator, in their order. */
export function byOperator<R extends { readonly operators: readonly string[] }>(
	rules: readonly R[],
): ReadonlyMap<string, readonly R[]> {
	const found = new Map<string, R[]>();
	for (const rule of rules) {
		for (const operator of rule.operators) {
			const known = found.get(operator);
			if (known) known.push(rule);
			else found.set(operator, [rule]);
		}
	}
	return found;
}
