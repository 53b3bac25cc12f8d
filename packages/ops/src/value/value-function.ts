import type { Call } from "../call/call.ts";
import type { Elements } from "../fact/element.ts";
import type { ElementType } from "../fact/element-type.ts";

/** An output of which shape and element type are known, and whose elements are few enough to be kept. */
export interface SmallOutput {
	readonly element: ElementType;
	readonly shape: readonly number[];
	/** Product of the shape. */
	readonly count: number;
}

/** The elements of each output, as far as the inputs' elements and shapes tell them. It is asked only when every output is
 *  small, or not of interest (undefined). */
export type ValueFunction = (
	call: Call,
	outputs: readonly (SmallOutput | undefined)[],
) => readonly (Elements | undefined)[];
