import type { Dimension } from "../dimension/expression.ts";
import { textOfDimension } from "../dimension/text.ts";

/** A size as problems tell it: a number, or the text of an expression. */
export function shown(size: Dimension | undefined): number | string {
	return typeof size === "number" ? size : size === undefined ? "?" : textOfDimension(size);
}
