import type { Measure, MeasuredValue } from "../surgeon/measured.ts";

/** Errors from where they are rounding to where nothing is left, as powers of ten. */
export const scaleEnds: Readonly<Record<Measure, readonly [least: number, most: number]>> = {
	relative: [-7, 0],
	absolute: [-7, 1],
	cosine: [-10, 0],
};

/** From calm to alarming; dark enough for white text. */
const stops = [
	[59, 127, 136],
	[92, 133, 78],
	[168, 134, 30],
	[200, 98, 32],
	[181, 38, 36],
] as const;

/** Sizes that differ, or numbers that became none. */
export const brokenColor = "#8a2c86";

/** The colour of an error. */
export function errorColor(error: number, measure: Measure): string {
	if (!Number.isFinite(error)) return brokenColor;
	const [least, most] = scaleEnds[measure];
	const power = error <= 0 ? least : Math.log10(error);
	return colorAt(Math.min(1, Math.max(0, (power - least) / (most - least))));
}

function colorAt(part: number): string {
	const at = part * (stops.length - 1);
	const low = Math.min(stops.length - 2, Math.floor(at));
	const [from, to] = [stops[low] ?? stops[0], stops[low + 1] ?? stops[0]];
	const mixed = from.map((channel, i) => Math.round(channel + (at - low) * ((to[i] ?? 0) - channel)));
	return `rgb(${mixed.join(" ")})`;
}

/** The colours from the least to the most, for a legend. */
export const scaleGradient = `linear-gradient(to right, ${stops.map((stop) => `rgb(${stop.join(" ")})`).join(", ")})`;

/** Values with the largest error first; those without a number before all. */
export function byError(values: readonly MeasuredValue[], measure: Measure): MeasuredValue[] {
	return values.toSorted((a, b) => rank(b, measure) - rank(a, measure));
}

function rank({ errors, reason }: MeasuredValue, measure: Measure): number {
	return reason === undefined ? errors[measure] : Number.POSITIVE_INFINITY;
}
