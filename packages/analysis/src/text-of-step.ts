import { isReal, textOfDimension } from "@suture/ops";
import type { DimensionStep } from "./explain-dimension.ts";

/** Where in its value a size is, and what it is there, as people read it: axis 1 is h/32. */
export function textOfStep({ part, size }: DimensionStep): string {
	return `${"axis" in part ? `axis ${part.axis}` : `element ${part.element}`} is ${textOf(size)}`;
}

function textOf(size: DimensionStep["size"]): string {
	if (size === undefined) return "unknown";
	if (isReal(size)) return "a computed number";
	return typeof size === "object" || typeof size === "number" ? textOfDimension(size) : String(size);
}
