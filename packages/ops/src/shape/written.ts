import { integer } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import { parseDimension } from "../dimension/parse.ts";
import type { Shape } from "../fact/value-type.ts";

/**
 * A shape function as documentation writes it: `[B,S,_] [_,H] -> [B,S,H] [B]`. Inputs give names to their sizes; outputs are
 * made of these names, of the operator's integer attributes, and of arithmetic on both.
 * `_`: not of interest, alone or as a size. `?`: not known. `...`: any number of axes.
 * An input that has another rank than is written names nothing.
 */
export function written(text: string): ShapeFunction {
	const [before = "", after = ""] = text.split("->");
	const inputs = before.trim().split(/\s+/).map(patternOf);
	const outputs = after.trim().split(/\s+/).map(patternOf);
	return (call) => {
		const names: Names = { sizes: new Map(), rest: undefined };
		inputs.forEach((pattern, input) => {
			const shape = shapeOf(call, input);
			if (pattern && shape) bind(pattern, shape, names);
		});
		return outputs.map((pattern) => tensor(pattern && shapeFrom(call, pattern, names)));
	};
}

type Pattern = readonly string[];

interface Names {
	readonly sizes: Map<string, Dimension>;
	/** What `...` stands for. */
	rest: Shape | undefined;
}

/** Undefined for `_`, an input or output that is not written down. Sizes may hold commas in brackets: max(a,b). */
function patternOf(text: string): Pattern | undefined {
	if (!text.startsWith("[")) return undefined;
	const inner = text.slice(1, -1);
	return inner === "" ? [] : inner.split(/,(?![^(]*\))/);
}

function bind(pattern: Pattern, shape: Shape, names: Names): void {
	const dots = pattern.indexOf("...");
	const named = dots < 0 ? pattern.length : pattern.length - 1;
	if (dots < 0 ? shape.length !== named : shape.length < named) return;
	if (dots >= 0) names.rest = shape.slice(dots, shape.length - (pattern.length - 1 - dots));
	pattern.forEach((size, axis) => {
		const at = dots >= 0 && axis > dots ? axis - pattern.length : axis;
		const found = size === "..." ? undefined : shape.at(at);
		if (found !== undefined && /^[A-Za-z]\w*$/.test(size) && !names.sizes.has(size)) names.sizes.set(size, found);
	});
}

function shapeFrom(call: Call, pattern: Pattern, names: Names): PartialShape | undefined {
	const dots = pattern.indexOf("...");
	if (dots >= 0 && names.rest === undefined) return undefined;
	const sizeOf = (size: string) =>
		size === "?" ? undefined : parseDimension(size, (name) => names.sizes.get(name) ?? integer(call, name));
	return pattern.flatMap((size): PartialShape => (size === "..." ? (names.rest ?? []) : [sizeOf(size)]));
}
