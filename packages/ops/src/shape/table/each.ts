import type { ShapeFunction } from "../../call/call.ts";

/** The same shape function for operators named in one text. */
export function each(names: string, shape: ShapeFunction): Record<string, ShapeFunction> {
	return Object.fromEntries(
		names
			.trim()
			.split(/\s+/)
			.map((name) => [name, shape]),
	);
}
