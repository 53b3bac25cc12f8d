import type { BodyInference, Output } from "../call/call.ts";
import { type Dimension, isExpression, type SizeSymbol } from "../dimension/expression.ts";
import { type PartialSize, plus, times } from "../dimension/partial.ts";
import { difference } from "../dimension/polynomial.ts";
import { isReal } from "../dimension/real.ts";
import { symbolsOf } from "../dimension/symbols-of.ts";
import type { Elements } from "../fact/element.ts";
import { type Fact, noFact } from "../fact/fact.ts";
import { mergeFacts } from "../fact/merge.ts";
import { sameFact } from "../fact/same-fact.ts";
import { isTensor, type ValueType } from "../fact/value-type.ts";

/** Each round makes a size or a rank that changes unknown, and nothing known again: few rounds end it. */
const mostRounds = 6;

/** What holds of the states that a loop carries, in every iteration. */
export interface CarriedState {
	readonly initial: readonly Fact[];
	/** Before any iteration: sizes that change are symbols of the body. */
	readonly states: readonly Fact[];
	/** What the body gives for these states. */
	readonly results: readonly Fact[];
}

/** Infers a body until its states stay as they are: a size that the body changes becomes a symbol, and the body is inferred
 *  again with it. `inputs` makes the body's inputs from the states; the states come first among its outputs. */
export function carriedState(
	body: BodyInference,
	initial: readonly Fact[],
	inputs: (states: readonly Fact[]) => readonly Fact[],
): CarriedState {
	let states = initial;
	let results: readonly Fact[] = [];
	for (let round = 0; round < mostRounds; round++) {
		results = body.infer(inputs(states));
		const next = states.map((state, i) =>
			mergeFacts(state, results[i] ?? state, (axis) => body.fresh(`state${i}.${axis}`)),
		);
		if (next.every((one, i) => sameFact(one, states[i]))) return { initial, states, results };
		states = next;
	}
	states = initial.map(() => ({ type: undefined }));
	return { initial, states, results: body.infer(inputs(states)) };
}

/** The states after the last iteration. A size that grows by the same amount each time is known when the number of
 *  iterations is; one that changes otherwise is open. */
export function finalState(
	{ initial, states, results }: CarriedState,
	state: number,
	isInner: (symbol: SizeSymbol) => boolean,
	trips: PartialSize,
): Output {
	const { value, type = kindAfter(results[state]?.type, isInner) } = states[state] ?? noFact;
	const kept = value?.some((one) => one !== undefined && !mentions(one, isInner))
		? outerElements(value, isInner)
		: undefined;
	if (!isTensor(type)) return { type };
	const before = initial[state]?.type;
	const after = results[state]?.type;
	const shape = type.shape?.map((size, axis): PartialSize => {
		if (!mentions(size, isInner)) return size;
		const first = isTensor(before) ? before.shape?.[axis] : undefined;
		const next = isTensor(after) ? after.shape?.[axis] : undefined;
		return grown(first, size, next, isInner, trips);
	});
	const whole = { element: type.element, ...(shape === undefined ? {} : { shape }) };
	return kept === undefined ? whole : { ...whole, value: kept };
}

/** A state that begins as an optional and goes on as a sequence is what the body gives. */
function kindAfter(type: ValueType | undefined, isInner: (symbol: SizeSymbol) => boolean): ValueType | undefined {
	return isOuterType(type, isInner) ? type : undefined;
}

function grown(
	first: PartialSize,
	size: Dimension,
	next: PartialSize,
	isInner: (symbol: SizeSymbol) => boolean,
	trips: PartialSize,
): PartialSize {
	if (next === undefined) return undefined;
	const growth = difference(next, size);
	return mentions(growth, isInner) ? undefined : plus(first, times(growth, trips));
}

/** A type as it is seen from outside of a body: sizes that only the body knows are open. */
export function outerShape(
	type: ValueType | undefined,
	isInner: (symbol: SizeSymbol) => boolean,
): PartialSize[] | undefined {
	if (!isTensor(type)) return undefined;
	return type.shape?.map((size) => (mentions(size, isInner) ? undefined : size));
}

function outerElements(value: Elements, isInner: (symbol: SizeSymbol) => boolean): Elements {
	return value.map((one) => (one !== undefined && mentions(one, isInner) ? undefined : one));
}

/** Whether a fact holds outside of the body, in the same words. */
export function isOuter({ type, value }: Fact, isInner: (symbol: SizeSymbol) => boolean): boolean {
	if (value?.some((one) => one !== undefined && mentions(one, isInner))) return false;
	return isOuterType(type, isInner);
}

function isOuterType(type: ValueType | undefined, isInner: (symbol: SizeSymbol) => boolean): boolean {
	if (type?.kind === "sequence" || type?.kind === "optional") return isOuterType(type.of, isInner);
	return !isTensor(type) || !type.shape?.some((size) => mentions(size, isInner));
}

function mentions(size: NonNullable<Elements[number]>, isInner: (symbol: SizeSymbol) => boolean): boolean {
	if (isReal(size)) return true;
	return isExpression(size) && symbolsOf(size).some(isInner);
}
