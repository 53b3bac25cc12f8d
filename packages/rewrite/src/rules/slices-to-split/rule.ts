import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { int, ints } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { int64s, replacement } from "../../match/replacement.ts";
import { readersOf, type Site, shapeAt } from "../../match/site.ts";
import { cutsOf } from "../merge-slices/cuts-of.ts";

export const slicesToSplit: Rule = {
	name: "slices-to-split",
	title: "Split once instead of slicing every part",
	level: "exact",
	operators: ["Slice"],
	match(site, node) {
		const parts = partsOf(site, node);
		if (!parts || parts.pieces[0]?.node !== node) return undefined;
		const { axis, pieces } = parts;
		const [input = ""] = node.inputs;
		const sizes = pieces.map(({ start, end }) => end - start);
		const nodes = pieces.map((piece) => piece.node);
		const outputs = nodes.map((one) => one.outputs[0] ?? "");
		const isInput = site.opset >= 13;
		const attributes = isInput ? [int("axis", axis)] : [int("axis", axis), ints("split", sizes)];
		const inputs = isInput ? [input, "%sizes"] : [input];
		const split = { name: node.name, opType: "Split", inputs, outputs, attributes };
		return {
			nodes,
			sentence: `${nodes.map(told).join(" and ")} take ${input} apart along axis ${axis}, with nothing left over.`,
			edits: [replacement(site, nodes, [split], isInput ? { "%sizes": int64s(sizes) } : {})],
		};
	},
};

interface Piece {
	readonly node: Node;
	readonly start: number;
	readonly end: number;
}

/** Slices of the same value that together are all of it, each part once, in order. */
function partsOf(site: Site, node: Node): { axis: number; pieces: readonly Piece[] } | undefined {
	const [input = ""] = node.inputs;
	const own = pieceOf(site, node);
	const size = own && shapeAt(site, input)?.[own.axis];
	if (!own || typeof size !== "number" || site.opset < 2) return undefined;
	const pieces = readersOf(site, input)
		.filter(({ opType, domain, inputs }) => opType === "Slice" && domain === "" && inputs[0] === input)
		.flatMap((one) => pieceOf(site, one) ?? [])
		.filter(({ axis }) => axis === own.axis)
		.toSorted((a, b) => a.start - b.start);
	let at = 0;
	for (const { start, end } of pieces) {
		if (start !== at || end <= start) return undefined;
		at = end;
	}
	return pieces.length > 1 && at === size ? { axis: own.axis, pieces } : undefined;
}

/** What a Slice takes, when it cuts one axis of a size that is known, without steps. */
function pieceOf(site: Site, node: Node): (Piece & { readonly axis: number }) | undefined {
	const [[axis, cut] = [], ...more] = cutsOf(site, node) ?? [];
	const size = axis === undefined ? undefined : shapeAt(site, node.inputs[0])?.[axis];
	if (axis === undefined || !cut || more.length > 0 || cut.step !== 1 || typeof size !== "number") return undefined;
	const within = (position: number) => Math.max(0, Math.min(size, position < 0 ? position + size : position));
	return { node, axis, start: within(cut.start), end: within(cut.end) };
}
