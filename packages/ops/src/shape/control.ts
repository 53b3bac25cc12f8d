import type { Call, Output, ShapeFunction } from "../call/call.ts";
import { numberOf } from "../call/inputs.ts";
import { type Fact, noFact } from "../fact/fact.ts";
import { mergeFacts } from "../fact/merge.ts";
import { isTensor } from "../fact/value-type.ts";

/** If: the branch that the condition chooses where it is known; else what both have in common.
 *  Problems: shape/branches when the two give different element types. */
export const branch: ShapeFunction = (call) => {
	const condition = numberOf(call, 0);
	// Both are inferred, since both are shown. What contradicts itself where nothing runs harms nobody.
	const then = call.body("then_branch")?.infer([], { neverRuns: condition === 0 }) ?? [];
	const otherwise =
		call.body("else_branch")?.infer([], { neverRuns: condition !== undefined && condition !== 0 }) ?? [];
	if (condition !== undefined) return (condition !== 0 ? then : otherwise).map(outputOf);
	return then.map((fact, output) => outputOf(mergeBranches(call, fact, otherwise[output] ?? noFact, output)));
};

function mergeBranches(call: Call, left: Fact, right: Fact, output: number): Fact {
	const [one, other] = [left.type, right.type];
	if (isTensor(one) && isTensor(other) && one.element && other.element && one.element !== other.element) {
		call.report("shape/branches", { output, left: one.element, right: other.element });
	}
	return mergeFacts(left, right, (axis) => call.fresh(output, `.${axis}`));
}

/** A fact as a shape function gives it. */
export function outputOf({ type, value }: Fact): Output {
	return { type, ...(value === undefined ? {} : { value }) };
}

/** SequenceMap: the body once for an element of each sequence. */
export const sequenceMap: ShapeFunction = (call) => {
	const inputs = call.inputs.map((fact): Fact => {
		const type = fact?.type;
		return type?.kind === "sequence" ? { type: type.of } : (fact ?? noFact);
	});
	const body = call.body("body");
	return (body?.infer(inputs) ?? []).map(({ type }) => ({ type: { kind: "sequence", of: type } }));
};
