import { integers } from "../call/attributes.ts";
import type { Call } from "../call/call.ts";
import { hasInput, numbersOf } from "../call/inputs.ts";

/** An axis counted from the front, whatever sign it was given with; reports shape/axis when the rank does not have it. */
export function axisIn(call: Call, axis: number, rank: number): number | undefined {
	if (axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
	call.report("shape/axis", { axis, rank });
	return undefined;
}

/** Several axes counted from the front; undefined when one of them does not exist. */
export function axesIn(call: Call, axes: readonly number[], rank: number): readonly number[] | undefined {
	const found = axes.map((axis) => axisIn(call, axis, rank));
	return found.every((axis) => axis !== undefined) ? found : undefined;
}

/** The axes of an operator that took them as an attribute and takes them as an input since some version. "absent" when the
 *  node gives none; undefined when it gives some that are not known. */
export function givenAxes(call: Call, input: number): readonly number[] | "absent" | undefined {
	if (call.attributes.has("axes") || call.schema.attributes.has("axes")) return integers(call, "axes") ?? "absent";
	return hasInput(call, input) ? numbersOf(call, input) : "absent";
}
