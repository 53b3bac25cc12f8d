import { isFloat } from "@suture/ops";
import { cast, elementAt, extreme } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import type { Adapter } from "../crossing.ts";

/** Up to opset 11 they took no integers. */
const integersByComparison: Adapter = (node, { site, draft, to }) => {
	const [first = "", ...others] = node.inputs;
	const type = elementAt(site, first);
	if (!type || isFloat(type) || to < 9 || others.length === 0) return node;
	const which = node.opType === "Max" ? "Max" : "Min";
	return { written: [others.reduce((found, one) => extreme(draft, which, found, one, type), first)] };
};

/** Up to opset 11 both inputs were of one type. */
const exponentOfBase: Adapter = (node, { site, draft }) => {
	const [x = "", exponent = ""] = node.inputs;
	const [type, other] = [elementAt(site, x), elementAt(site, exponent)];
	if (!type || !other || type === other || !isFloat(type)) return node;
	return { ...node, inputs: [x, cast(draft, exponent, type)] };
};

/** At least was first not to be less; of floats, where neither holds of NaN, it is more or the same. */
function orEqual(comparison: "Greater" | "Less"): Adapter {
	return (node, { site, draft, to }) => {
		const [a = "", b = ""] = node.inputs;
		const type = elementAt(site, a);
		const isNumber = type !== undefined && !isFloat(type);
		if (isNumber && to >= 9) {
			const opposite = comparison === "Greater" ? "Less" : "Greater";
			return { written: [draft.add("Not", [draft.add(opposite, [a, b])])] };
		}
		if (to < 11) return node;
		return { written: [draft.add("Or", [draft.add(comparison, [a, b]), draft.add("Equal", [a, b])])] };
	};
}

/** What compares numbers. */
export const extremes: Adapters = {
	Max: [{ version: 12, down: integersByComparison }],
	Min: [{ version: 12, down: integersByComparison }],
	Pow: [{ version: 12, down: exponentOfBase }],
	GreaterOrEqual: [{ version: 12, down: orEqual("Greater") }],
	LessOrEqual: [{ version: 12, down: orEqual("Less") }],
};
