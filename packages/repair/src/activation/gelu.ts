import type { ElementType } from "@suture/ops";
import type { Draft } from "@suture/rewrite";

/** x/2 · (1 + erf(x/√2)) */
export function geluByErf(draft: Draft, x: string, type: ElementType): string {
	const erf = draft.add("Erf", [draft.add("Mul", [x, draft.scalar(type, Math.SQRT1_2)])]);
	const half = draft.add("Mul", [x, draft.scalar(type, 0.5)]);
	return draft.add("Mul", [half, draft.add("Add", [erf, draft.scalar(type, 1)])]);
}

/** x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))) */
export function geluByTanh(draft: Draft, x: string, type: ElementType): string {
	const cube = draft.add("Mul", [draft.add("Mul", [x, x]), x]);
	const bent = draft.add("Add", [x, draft.add("Mul", [cube, draft.scalar(type, 0.044715)])]);
	const tanh = draft.add("Tanh", [draft.add("Mul", [bent, draft.scalar(type, Math.sqrt(2 / Math.PI))])]);
	const half = draft.add("Mul", [x, draft.scalar(type, 0.5)]);
	return draft.add("Mul", [half, draft.add("Add", [tanh, draft.scalar(type, 1)])]);
}

/** x · sigmoid(α·x) */
export function swish(draft: Draft, x: string, type: ElementType, alpha: number): string {
	const scaled = alpha === 1 ? x : draft.add("Mul", [x, draft.scalar(type, alpha)]);
	return draft.add("Mul", [x, draft.add("Sigmoid", [scaled])]);
}
