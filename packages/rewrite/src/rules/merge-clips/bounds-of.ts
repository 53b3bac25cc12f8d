import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import { haveSameShape } from "../../match/same-sizes.ts";
import { rankAt, type Site } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";

/** What a node does that bounds each element: first nothing stays below `low`, then nothing above `high`. */
export interface Bounding {
	readonly x: string;
	readonly low: number;
	readonly high: number;
}

/** The largest number of each type of floats: a Clip without a bound has this one, so that infinity does not pass it. ONNX says so
 *  of Clip since version 11, and ONNX Runtime does it. */
const largest: ReadonlyMap<ElementType, number> = new Map([
	["float16", 65504],
	["float", (2 - 2 ** -23) * 2 ** 127],
	["double", Number.MAX_VALUE],
]);

/** The bound that a Clip of such elements has where it has none. */
export function ownBound(element: ElementType): number {
	return largest.get(element) ?? Number.POSITIVE_INFINITY;
}

/** How a Clip, Relu, Min or Max with constant bounds changes its input; undefined for what is not known to be one. */
export function boundingOf(
	site: Site,
	{ opType, inputs }: Node,
	output: string,
	element: ElementType,
): Bounding | undefined {
	const [x = "", low = "", high = ""] = inputs;
	switch (opType) {
		case "Relu":
			return { x, low: 0, high: Number.POSITIVE_INFINITY };
		case "Clip":
			return known(x, boundAt(site, low, -ownBound(element)), boundAt(site, high, ownBound(element)));
		case "Max":
		case "Min": {
			const sides = inputs.length === 2 ? [inputs, inputs.toReversed()] : [];
			for (const [value = "", bound = ""] of sides) {
				const number = uniformAt(site, bound);
				if (number === undefined || !keepsShape(site, value, bound, output)) continue;
				return opType === "Max"
					? known(value, number, Number.POSITIVE_INFINITY)
					: known(value, Number.NEGATIVE_INFINITY, number);
			}
			return undefined;
		}
		default:
			return undefined;
	}
}

/** A bound that is NaN makes everything NaN, in the one place or the other. */
function known(x: string, low: number | undefined, high: number | undefined): Bounding | undefined {
	if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return undefined;
	return { x, low, high };
}

function boundAt(site: Site, value: string, none: number): number | undefined {
	return value === "" ? none : uniformAt(site, value);
}

function keepsShape(site: Site, value: string, bound: string, output: string): boolean {
	return rankAt(site, bound) === 0 || haveSameShape(site, value, output);
}
