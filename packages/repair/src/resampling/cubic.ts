import type { Draft } from "@suture/rewrite";

/** The weights of the four points around a position, for its distance t from the second: Keys' cubic convolution.
 *  Source: ONNX Operators.md, Resize, cubic_coeff_a. */
export function cubicWeights(draft: Draft, t: string, a: number): readonly string[] {
	const one = draft.scalar("float", 1);
	const rest = draft.add("Sub", [one, t]);
	return [
		outer(draft, draft.add("Add", [t, one]), a),
		inner(draft, t, a),
		inner(draft, rest, a),
		outer(draft, draft.add("Add", [rest, one]), a),
	];
}

/** (a + 2)·x³ − (a + 3)·x² + 1, up to a distance of 1. */
function inner(draft: Draft, x: string, a: number): string {
	return polynomial(draft, x, [a + 2, -(a + 3), 0, 1]);
}

/** a·x³ − 5a·x² + 8a·x − 4a, from 1 to 2. */
function outer(draft: Draft, x: string, a: number): string {
	return polynomial(draft, x, [a, -5 * a, 8 * a, -4 * a]);
}

/** By Horner's rule, highest power first. */
function polynomial(draft: Draft, x: string, [first = 0, ...coefficients]: readonly number[]): string {
	let found = draft.add("Mul", [x, draft.scalar("float", first)]);
	coefficients.forEach((coefficient, i) => {
		if (coefficient !== 0) found = draft.add("Add", [found, draft.scalar("float", coefficient)]);
		if (i < coefficients.length - 1) found = draft.add("Mul", [found, x]);
	});
	return found;
}
