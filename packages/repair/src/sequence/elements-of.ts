import type { Node } from "@suture/graph";
import {
	type Draft,
	integerOf,
	makerOf,
	numbersAt,
	rankAt,
	type Site,
	shapeAt,
	slice,
	tensorAt,
} from "@suture/rewrite";

/** Writes an element of a sequence down and gives its name. */
export type SequenceElement = (draft: Draft) => string;

const mostElements = 1024;
const deepest = 4096;

/** The tensors of a sequence, where the nodes that make it show which they are. A text says why they don't. */
export function elementsOf(site: Site, value: string, depth = 0): readonly SequenceElement[] | string {
	const maker = makerOf(site, value);
	if (maker?.domain !== "" || depth > deepest)
		return "What is in its sequence is not to be seen from the nodes that make it.";
	switch (maker.opType) {
		case "Identity":
			return elementsOf(site, maker.inputs[0] ?? "", depth + 1);
		case "SequenceEmpty":
			return [];
		case "SequenceConstruct":
			return maker.inputs.map((input) => () => input);
		case "SplitToSequence":
			return partsOf(site, maker);
		case "SequenceInsert":
		case "SequenceErase":
			return changed(site, maker, depth);
		default:
			return `${maker.opType} makes its sequence while the model runs.`;
	}
}

function changed(site: Site, { opType, inputs }: Node, depth: number): readonly SequenceElement[] | string {
	const [sequence = "", second = "", third = ""] = inputs;
	const elements = elementsOf(site, sequence, depth + 1);
	if (typeof elements === "string") return elements;
	const isInsert = opType === "SequenceInsert";
	const given = isInsert ? third : second;
	const last = isInsert ? elements.length : elements.length - 1;
	const [position] = given === "" ? [last] : (numbersAt(site, given) ?? []);
	if (position === undefined) return "A place in its sequence is not constant.";
	const at = position < 0 ? position + elements.length : position;
	if (at < 0 || at > last) return "A place is outside of its sequence.";
	return isInsert ? elements.toSpliced(at, 0, () => second) : elements.toSpliced(at, 1);
}

/** The parts of SplitToSequence: of the sizes it is given, or single rows. */
function partsOf(site: Site, node: Node): readonly SequenceElement[] | string {
	const [x = "", split = ""] = node.inputs;
	const rank = rankAt(site, x);
	if (rank === undefined) return "The rank of what is split is not known.";
	const given = integerOf(site, node, "axis") ?? 0;
	const axis = given < 0 ? given + rank : given;
	const size = shapeAt(site, x)?.[axis];
	const sizes = sizesOf(site, split, size);
	if (typeof sizes === "string") return sizes;
	const keepsAxis = split !== "" || integerOf(site, node, "keepdims") !== 0;
	let start = 0;
	return sizes.map((length): SequenceElement => {
		const from = start;
		start += length;
		if (!keepsAxis) return (draft) => draft.add("Gather", [x, draft.scalar("int64", from)], { axis });
		return (draft) => slice(draft, x, axis, from, from + length);
	});
}

function sizesOf(site: Site, split: string, size: unknown): readonly number[] | string {
	const numbers = split === "" ? [1] : numbersAt(site, split);
	if (!numbers) return "The sizes of its parts are not constant.";
	const isList = split !== "" && (shapeAt(site, split)?.length ?? tensorAt(site, split)?.dims.length) === 1;
	if (isList) return numbers;
	const [part = 0] = numbers;
	if (typeof size !== "number" || part < 1) return "The size of what is split is not known.";
	const count = Math.ceil(size / part);
	if (count > mostElements) return "Its sequence is very long.";
	return Array.from({ length: count }, (_, i) => Math.min(part, size - i * part));
}
