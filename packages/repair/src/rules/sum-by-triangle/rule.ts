import { isFloat } from "@suture/ops";
import { draftFor, elementAt, integerOf, numbersAt, rankAt, shapeAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** A longer axis would make a matrix of more than a million numbers. */
const longest = 1024;

export const sumByTriangle: RepairRule = {
	name: "sum-by-triangle",
	title: "Sum up along an axis by a matrix of ones",
	kind: "exact",
	operators: ["CumSum"],
	match(site, node) {
		const [x = "", axisInput = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		const [given] = numbersAt(site, axisInput) ?? [];
		if (rank === undefined || given === undefined) return miss("Its axis or the rank of its input is not known.");
		if (!element || !isFloat(element)) return miss("It sums integers, which TensorRT multiplies no matrices of.");
		const axis = given < 0 ? given + rank : given;
		const size = shapeAt(site, x)?.[axis];
		if (typeof size !== "number" || size > longest)
			return miss("The size of its axis is not known, or it is very long.");
		const draft = draftFor(site, node);
		const isExclusive = integerOf(site, node, "exclusive") === 1;
		const isReverse = integerOf(site, node, "reverse") === 1;
		const ones = Array.from({ length: size * size }, (_, i) => {
			const [from, to] = [Math.floor(i / size), i % size];
			const isBefore = isReverse ? from > to : from < to;
			return isBefore || (!isExclusive && from === to) ? 1 : 0;
		});
		const matrix = draft.tensor({ type: element, dims: [size, size], values: ones });
		const perm = Array.from({ length: rank }, (_, i) => (i === axis ? rank - 1 : i === rank - 1 ? axis : i));
		const isLast = axis === rank - 1;
		const lying = isLast ? x : draft.add("Transpose", [x], { perm });
		const sums = draft.add("MatMul", [lying, matrix]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a product with a triangular matrix of ones.`,
			edits: [
				draft.replace([node], { [node.outputs[0] ?? ""]: isLast ? sums : draft.add("Transpose", [sums], { perm }) }),
			],
		};
	},
};
