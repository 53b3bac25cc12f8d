import type { Site } from "@suture/rewrite";
import { bestClass } from "./candidates/best-class.ts";
import { classByClass } from "./candidates/class-by-class.ts";
import { pairs } from "./candidates/pairs.ts";
import { single } from "./candidates/single.ts";
import type { Entry, Form } from "./detection.ts";
import { madeAround } from "./maker.ts";
import { wayBack } from "./strip.ts";

/** Lists of candidates as they go into NonMaxSuppression: one row each. */
export interface Lists {
	readonly boxes: string;
	readonly scores: string;
	/** Undefined when nothing says what class a candidate has. */
	readonly classes: string | undefined;
}

export interface Candidates {
	readonly form: Form;
	readonly entry: Entry;
	readonly scoreThreshold: number | undefined;
	/** The constants that scores are compared with. */
	readonly compared: readonly string[];
	readonly unclear: readonly string[];
}

/** One stretch of the lists. */
export interface Stretch {
	readonly boxes: string;
	readonly scores: string;
	readonly classes: string | undefined;
}

/** Where lists of candidates come from. */
export function candidatesOf(site: Site, lists: Lists): Candidates | undefined {
	const stretches = stretchesOf(site, lists);
	if (!stretches) return undefined;
	return (
		bestClass(site, stretches) ?? classByClass(site, stretches) ?? pairs(site, stretches) ?? single(site, stretches)
	);
}

/** Lists that were put together from several, piece by piece. */
function stretchesOf(site: Site, { boxes, scores, classes }: Lists): readonly Stretch[] | undefined {
	const [boxParts, scoreParts] = [partsOf(site, boxes), partsOf(site, scores)];
	const classParts = classes === undefined ? undefined : partsOf(site, classes);
	const fits = boxParts.length === scoreParts.length && (!classParts || classParts.length === scoreParts.length);
	if (!fits) return undefined;
	return scoreParts.map((part, i) => ({ boxes: boxParts[i] ?? "", scores: part, classes: classParts?.[i] }));
}

function partsOf(site: Site, list: string): readonly string[] {
	for (const at of wayBack(site, list)) {
		const concat = madeAround(site, at, "Concat");
		const axis = concat?.attributes.find(({ name }) => name === "axis")?.i;
		if (concat && Number(axis) === 0) return concat.inputs;
	}
	return [list];
}
