import { draftFor, elementAt, factAt, integerOf, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** A larger grid would be too much to write down. */
const mostPoints = 1 << 20;

export const writeOutAffineGrid: RepairRule = {
	name: "write-out-affine-grid",
	title: "Write AffineGrid out as a product with a constant grid",
	kind: "exact",
	operators: ["AffineGrid"],
	match(site, node) {
		const [theta = "", size = ""] = node.inputs;
		const element = elementAt(site, theta);
		// How many matrices there are is theirs to say; only the sizes of the picture must be known.
		const [, , ...sizes] = factAt(site, size).value ?? [];
		const spatial = sizes.filter((one) => typeof one === "number");
		if (!element || spatial.length < 2 || spatial.length < sizes.length)
			return miss("The height and width of its grid are not constant.");
		if (spatial.reduce((product, one) => product * one, 1) > mostPoints)
			return miss("Its grid is too large to write down.");
		const isAligned = integerOf(site, node, "align_corners") === 1;
		const points = pointsOf(spatial.map((count) => centers(count, isAligned)));
		const draft = draftFor(site, node);
		const width = spatial.length + 1;
		const grid = draft.tensor({ type: element, dims: [points.length, width], values: points.flat() });
		const turned = draft.add("Transpose", [theta], { perm: [0, 2, 1] });
		const product = draft.add("MatMul", [grid, turned]);
		const result = draft.add("Reshape", [product, draft.int64s([-1, ...spatial, spatial.length])]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a product of the places of all pixels with its matrices.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** From -1 to 1: through the middles of the pixels, or of the outermost ones. */
function centers(count: number, isAligned: boolean): number[] {
	return Array.from({ length: count }, (_, i) =>
		isAligned ? (count === 1 ? 0 : (2 * i) / (count - 1) - 1) : (2 * i + 1) / count - 1,
	);
}

/** All places in row-major order, each as x, y, …, 1. */
function pointsOf(axes: readonly (readonly number[])[]): number[][] {
	const places = axes.reduce<number[][]>(
		(found, axis) => found.flatMap((place) => axis.map((one) => [one, ...place])),
		[[]],
	);
	return places.map((place) => [...place, 1]);
}
