import type { Edit } from "@suture/graph";

/** A change that a person may want, as edits, or why it can't be made. */
export type Offer =
	| {
			readonly can: true;
			readonly edits: readonly Edit[];
			/** "exact": the same detections. "assumption": the same when `assumed` holds. "changes meaning": what comes out is
			 *  something else, or in another form. */
			readonly kind: "exact" | "assumption" | "changes meaning";
			/** What happens, in a sentence. */
			readonly sentence: string;
			/** What is different afterwards, a sentence each. */
			readonly changes: readonly string[];
	  }
	| { readonly can: false; readonly sentence: string };

export function cannot(sentence: string): Offer {
	return { can: false, sentence };
}
