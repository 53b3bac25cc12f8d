import { type Edit, type EditNamed, type Graph, sentenceOf } from "@suture/graph";

/** The same done at several places as one sentence, "Replaced 63 nodes by LayerNormalization at 7 places"; undefined for edits
 *  that differ. */
export function sentenceOfPlaces(edits: readonly Edit[], before: Graph): string | undefined {
	const replaced = edits.filter((edit) => edit.do === "replace-nodes");
	const bypassed = edits.filter((edit) => edit.do === "bypass-node");
	const [first] = replaced;
	const come = new Set(replaced.map((edit) => sentenceOf({ ...edit, nodes: [] })));
	if (!first || replaced.length < 2 || replaced.some(({ nodes }) => nodes.length === 0) || come.size > 1)
		return undefined;
	const nodes = replaced.flatMap((edit) => edit.nodes);
	const { in: _, ...whole }: EditNamed<"replace-nodes"> = { ...first, nodes };
	const places = `at ${replaced.length} places`;
	if (replaced.length === edits.length) return `${sentenceOf(whole, before)} ${places}`;
	// An Identity in each place, which is bypassed then, takes them all out.
	const isBypass = come.has("Added Identity") && bypassed.length === replaced.length;
	return isBypass && edits.length === 2 * replaced.length ? `Bypassed ${nodes.length} nodes ${places}` : undefined;
}
