import type { ElementType } from "../fact/element-type.ts";
import type { Call, Output, PartialShape } from "./call.ts";
import { shapeOf, typeOf } from "./inputs.ts";

/** A tensor; an undefined shape has an unknown rank, an undefined element type is left to the schema. */
export function tensor(shape?: PartialShape, element?: ElementType): Output {
	return { ...(shape === undefined ? {} : { shape }), ...(element === undefined ? {} : { element }) };
}

/** A tensor of the shape of an input; its element type is left to the schema. */
export function shapedLike(call: Call, input: number, element?: ElementType): Output {
	return tensor(shapeOf(call, input), element);
}

/** What an input is, whatever that is: also a sequence or an optional. */
export function like(call: Call, input: number): Output {
	const type = typeOf(call, input);
	return type === undefined ? {} : { type };
}

/** A shape of which only the rank is known. */
export function unknownShape(rank: number): PartialShape {
	return new Array<undefined>(rank).fill(undefined);
}
