import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import { type Draft, floatOf, type Site, textOf } from "@suture/rewrite";
import { geluByErf, geluByTanh, swish } from "../../activation/gelu.ts";

/** What a formula is made of: a draft, the input, and the node's numbers. */
export interface Terms {
	readonly draft: Draft;
	readonly x: string;
	readonly type: ElementType;
	readonly site: Site;
	readonly node: Node;
}

/** How ONNX defines each activation in operators that every TensorRT has. Source: ONNX Operators.md. */
export const formulas: Readonly<Record<string, (terms: Terms) => string>> = {
	Gelu: ({ draft, x, type, site, node }) =>
		(textOf(site, node, "approximate") === "tanh" ? geluByTanh : geluByErf)(draft, x, type),
	Swish: (terms) => swish(terms.draft, terms.x, terms.type, number(terms, "alpha", 1)),
	Mish: (terms) => product(terms, terms.x, terms.draft.add("Tanh", [terms.draft.add("Softplus", [terms.x])])),
	HardSwish: (terms) => product(terms, terms.x, terms.draft.add("HardSigmoid", [terms.x], { alpha: 1 / 6, beta: 0.5 })),
	Celu: celu,
	Shrink: shrink,
	ThresholdedRelu: thresholdedRelu,
};

function number({ site, node }: Terms, name: string, otherwise: number): number {
	return floatOf(site, node, name) ?? otherwise;
}

function times({ draft, type }: Terms, x: string, factor: number): string {
	return factor === 1 ? x : draft.add("Mul", [x, draft.scalar(type, factor)]);
}

function plus({ draft, type }: Terms, x: string, summand: number): string {
	return draft.add("Add", [x, draft.scalar(type, summand)]);
}

function product({ draft }: Terms, left: string, right: string): string {
	return draft.add("Mul", [left, right]);
}

/** max(0, x) + min(0, α·(exp(x/α) − 1)) */
function celu(terms: Terms): string {
	const { draft, x, type } = terms;
	const alpha = number(terms, "alpha", 1);
	const bent = times(terms, plus(terms, draft.add("Exp", [times(terms, x, 1 / alpha)]), -1), alpha);
	return draft.add("Add", [draft.add("Relu", [x]), draft.add("Min", [bent, draft.scalar(type, 0)])]);
}

/** x + bias below −λ, x − bias above λ, else 0. */
function shrink(terms: Terms): string {
	const { draft, x, type } = terms;
	const [bias, lambda] = [number(terms, "bias", 0), number(terms, "lambd", 0.5)];
	const zero = draft.scalar(type, 0);
	const low = draft.add("Where", [draft.add("Less", [x, draft.scalar(type, -lambda)]), plus(terms, x, bias), zero]);
	return draft.add("Where", [draft.add("Greater", [x, draft.scalar(type, lambda)]), plus(terms, x, -bias), low]);
}

function thresholdedRelu(terms: Terms): string {
	const { draft, x, type } = terms;
	const isAbove = draft.add("Greater", [x, draft.scalar(type, number(terms, "alpha", 1))]);
	return draft.add("Where", [isAbove, x, draft.scalar(type, 0)]);
}
