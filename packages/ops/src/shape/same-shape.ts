import { elementAttribute } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { elementOf } from "../call/inputs.ts";
import { like, shapedLike } from "../call/outputs.ts";
import type { ElementType } from "../fact/element-type.ts";

/** The output is as the first input; its element type is the schema's matter. */
export const sameAsFirst: ShapeFunction = (call) => [shapedLike(call, 0)];

/** The output is what the first input is, a sequence or an optional too. */
export const identity: ShapeFunction = (call) => [like(call, 0)];

/** The output is as some other input. */
export function sameAs(input: number): ShapeFunction {
	return (call) => [shapedLike(call, input)];
}

/** Every output is as the first input. */
export const allSameAsFirst: ShapeFunction = (call) =>
	Array.from({ length: call.outputCount }, () => shapedLike(call, 0));

/** As the first input, with the element type that an attribute names; without it that of the first input, or `otherwise`. */
export function elementFrom(attribute: string, otherwise: "first input" | ElementType = "first input"): ShapeFunction {
	return (call) => [shapedLike(call, 0, namedElement(call, attribute, otherwise))];
}

export function namedElement(
	call: Call,
	attribute: string,
	otherwise: "first input" | ElementType,
): ElementType | undefined {
	// An attribute that was left out in an old model is 0: UNDEFINED.
	return elementAttribute(call, attribute) ?? (otherwise === "first input" ? elementOf(call, 0) : otherwise);
}

/** Shape of the first input, element type of the second: CastLike. */
export const castLike: ShapeFunction = (call) => [shapedLike(call, 0, elementOf(call, 1))];

/** Cast: `to` is a number since Cast-6; Cast-1 wrote the name. */
export const cast: ShapeFunction = (call) => [shapedLike(call, 0, castTarget(call))];

function castTarget(call: Call): ElementType | undefined {
	const written = call.attributes.get("to")?.s;
	if (written === undefined) return elementAttribute(call, "to");
	return new TextDecoder().decode(written).toLowerCase() as ElementType; // a wrong name is nobody's type
}
