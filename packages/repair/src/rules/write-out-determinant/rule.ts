import { type Draft, draftFor, rankAt, shapeAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutDeterminant: RepairRule = {
	name: "write-out-determinant",
	title: "Write the determinant of a small matrix out",
	kind: "exact",
	operators: ["Det"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const rank = rankAt(site, x) ?? 0;
		const size = shapeAt(site, x)?.at(-1);
		if (size !== 2 && size !== 3) return miss("Its matrices are not known to be of two or three rows.");
		const draft = draftFor(site, node);
		const taken = (value: string, index: number, axis: number) =>
			draft.add("Gather", [value, draft.scalar("int64", index)], { axis });
		const rows = Array.from({ length: size }, (_, row) => taken(x, row, rank - 2));
		const cells = rows.map((row) => Array.from({ length: size }, (_, column) => taken(row, column, rank - 2)));
		return {
			nodes: [node],
			sentence: `${told(node)} becomes sums of products of its cells.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: determinant(draft, cells) })],
		};
	},
};

/** Along the first row. */
function determinant(draft: Draft, cells: readonly (readonly string[])[]): string {
	const [first = [], ...others] = cells;
	if (others.length === 0) return first[0] ?? "";
	const products = first.map((cell, column) => {
		const rest = others.map((row) => row.filter((_, i) => i !== column));
		return draft.add("Mul", [cell, determinant(draft, rest)]);
	});
	return products.reduce((sum, product, column) => draft.add(column % 2 === 1 ? "Sub" : "Add", [sum, product]));
}
