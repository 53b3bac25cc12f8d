import { type Dimension, type Fact, isTensor, textOfDimension } from "@suture/ops";

/** What an edge says of its value: sizes as 1 × 3 × h × w; nothing where the rank is not known. */
export function edgeLabel({ type }: Fact): string {
	return isTensor(type) ? (type.shape?.map(shortDimension).join(" × ") ?? "") : "";
}

/** A size that has the long name of the value it counts is called by the name's end: `/NonZero_output_0.count` is `count`. */
function shortDimension(dimension: Dimension): string {
	const text = textOfDimension(dimension).replaceAll("*", "·");
	return text.length > 14 ? text.replace(/[^\s·+\-⌈⌉⌊⌋(),]*[/_][^\s·+\-⌈⌉⌊⌋(),]*\.(\w+)/g, "$1") : text;
}
