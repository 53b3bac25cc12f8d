import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	integerOf,
	numbersAt,
	rankAt,
	type Site,
	shapeAt,
	sizeAs,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Longer lists of numbers are computed in place of written down. */
const mostWritten = 4096;

export const writeOutTriangle: RepairRule = {
	name: "write-out-triangle",
	title: "Write Trilu and EyeLike out as a comparison of rows and columns",
	kind: "exact",
	operators: ["Trilu", "EyeLike"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, node.outputs[0]);
		if (rank === undefined || rank < 2 || !element || site.opset < 11)
			return miss("The rank or the type of its input is not known.");
		const draft = draftFor(site, node);
		const diagonal = diagonalOf(draft, site, node);
		const [rows, columns] = [range(draft, x, rank - 2), range(draft, x, rank - 1)];
		const shifted = draft.add("Sub", [unsqueeze(draft, columns, [0]), unsqueeze(draft, rows, [1])]);
		const result =
			node.opType === "EyeLike"
				? eye(draft, shifted, diagonal, element)
				: triangle(draft, node, shifted, diagonal, element);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a comparison of the numbers of rows and columns.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function diagonalOf(draft: Draft, site: Site, node: Node): string {
	if (node.opType === "EyeLike") return draft.scalar("int64", integerOf(site, node, "k") ?? 0);
	const given = node.inputs[1] ?? "";
	const [known] = given === "" ? [0] : (numbersAt(site, given) ?? []);
	return known === undefined ? given : draft.scalar("int64", known);
}

function range(draft: Draft, x: string, axis: number): string {
	const size = shapeAt(draft.site, x)?.[axis];
	if (typeof size === "number" && size <= mostWritten) return draft.int64s(Array.from({ length: size }, (_, i) => i));
	return draft.add("Range", [draft.scalar("int64", 0), sizeAs(draft, x, axis, "int64"), draft.scalar("int64", 1)]);
}

function eye(draft: Draft, shifted: string, diagonal: string, element: ElementType): string {
	const isOn = draft.add("Equal", [shifted, diagonal]);
	return element === "bool" ? isOn : cast(draft, isOn, element);
}

/** Keeps columns from the diagonal on, or up to it. */
function triangle(draft: Draft, node: Node, shifted: string, diagonal: string, element: ElementType): string {
	const isUpper = (integerOf(draft.site, node, "upper") ?? 1) !== 0;
	const isOutside = draft.add(isUpper ? "Less" : "Greater", [shifted, diagonal]);
	const [x = ""] = node.inputs;
	if (element === "bool") return draft.add("And", [x, draft.add("Not", [isOutside])]);
	return draft.add("Where", [isOutside, draft.scalar(element, 0), x]);
}
