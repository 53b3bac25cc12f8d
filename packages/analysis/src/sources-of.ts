import {
	type Element,
	type Fact,
	inferOutputs,
	isExpression,
	isTensor,
	operator,
	sameElement,
	symbol,
	symbolsOf,
	tensorOf,
} from "@suture/ops";
import { callOfNode } from "./call-of-node.ts";
import type { NodeRecord } from "./record.ts";
import type { Run, Scope } from "./scope.ts";
import { type Part, sizeIn } from "./size-in.ts";

export interface Source {
	readonly value: string;
	readonly part: Part;
}

/** What of a node's inputs decides a part of an output. Each size and element of the inputs is put in question by a symbol in
 *  its place: what appears in the answer is a source. Where several say the same, as broadcasting has it, all are. */
export function sourcesOf(run: Run, scope: Scope, record: NodeRecord, output: number, part: Part): readonly Source[] {
	const { node, inputs } = record;
	const row = operator(node.opType, node.domain, scope.opsets.get(node.domain) ?? Number.MAX_SAFE_INTEGER);
	if (row === undefined) return [];
	const ask = (changed: readonly (Fact | undefined)[]) => {
		const call = callOfNode(run, scope, node, row.schema, changed, { report: () => {}, body: () => undefined });
		return sizeIn(inferOutputs(row, call)[output], part);
	};
	const candidates = inputs.flatMap((fact, input) => candidatesOf(node.inputs[input] ?? "", input, fact));
	const asked = ask(inputs);
	const alone = candidates.filter((one) => mentionsMark(ask(marked(inputs, [one]))));
	// A 1 that broadcasting stretches is where a size could have come from, and did not.
	const real = alone.filter(({ size }) => size !== 1 || asked === 1);
	if (alone.length > 0) return real.length > 0 ? real : alone;
	const equal = candidates.filter((one) => "axis" in one.part && sameElement(one.size, asked));
	return equal.length > 1 && mentionsMark(ask(marked(inputs, equal))) ? equal : [];
}

interface Candidate extends Source {
	readonly input: number;
	readonly size: Element;
}

/** Longer lists are data, no sizes. */
const mostElements = 64;

function candidatesOf(value: string, input: number, fact: Fact | undefined): Candidate[] {
	const sizes = isTensor(fact?.type) ? (fact.type.shape ?? []) : [];
	const axes = sizes.map((size, axis): Candidate => ({ value, input, size, part: { axis } }));
	const known = fact?.value ?? [];
	if (known.length > mostElements) return axes;
	// 0 and -1 are orders (keep, take what is left) rather than sizes.
	const elements = known.map((size, element): Candidate => ({ value, input, size, part: { element } }));
	return [...axes, ...elements.filter(({ size }) => typeof size !== "number" || size > 0)];
}

const mark = symbol("?", 1);

function mentionsMark(size: Element): boolean {
	return isExpression(size) && symbolsOf(size).some(({ name }) => name === "?");
}

function marked(inputs: readonly (Fact | undefined)[], wanted: readonly Candidate[]): readonly (Fact | undefined)[] {
	return inputs.map((fact, input) =>
		wanted.reduce((one, candidate) => (candidate.input === input ? withMark(one, candidate.part) : one), fact),
	);
}

function withMark(fact: Fact | undefined, part: Part): Fact | undefined {
	if (fact === undefined) return undefined;
	if ("element" in part) return { ...fact, value: (fact.value ?? []).with(part.element, mark) };
	if (!isTensor(fact.type) || fact.type.shape === undefined) return fact;
	return {
		...fact,
		type: { ...tensorOf(fact.type.element, fact.type.shape.with(part.axis, mark)), kind: fact.type.kind },
	};
}
