import { float, isGiven } from "../call/attributes.ts";
import type { Call } from "../call/call.ts";
import { elementOf, elementsOf, hasInput } from "../call/inputs.ts";
import type { Element } from "../fact/element.ts";
import { larger, smaller } from "./arithmetic.ts";
import type { ValueFunction } from "./value-function.ts";

/** Clip: limits are attributes until version 6, inputs since 11; one that is not given does not limit. */
export const clip: ValueFunction = (call) => {
	const element = elementOf(call, 0);
	const low = limit(call, "min", 1);
	const high = limit(call, "max", 2);
	if (element === undefined) return [];
	return [
		elementsOf(call, 0)?.map((one) => {
			const raised = low === "none" ? one : larger(one, low, element);
			return high === "none" ? raised : smaller(raised, high, element);
		}),
	];
};

function limit(call: Call, attribute: string, input: number): Element | "none" {
	if (isGiven(call, attribute)) return float(call, attribute);
	return hasInput(call, input) ? elementsOf(call, input)?.[0] : "none";
}
