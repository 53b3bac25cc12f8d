import { draftFor, elementAt, shapeAt, textOf, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { arrange } from "./arrange.ts";
import { contract } from "./contract.ts";
import { diagonal } from "./diagonal.ts";
import { type Labelled, parseEquation } from "./equation.ts";

export const writeOutEinsum: RepairRule = {
	name: "write-out-einsum",
	title: "Make matrix products of Einsum",
	kind: "exact",
	operators: ["Einsum"],
	match(site, node) {
		const shapes = node.inputs.map((value) => shapeAt(site, value));
		if (!shapes.every((shape) => shape !== undefined)) return miss("The rank of an input is not known.");
		const equation = parseEquation(
			textOf(site, node, "equation") ?? "",
			shapes.map(({ length }) => length),
		);
		if (!equation) return miss("Its equation is not understood.");
		const element = elementAt(site, node.inputs[0]);
		if (site.opset < 12 || element === undefined) return miss("The type of its inputs is not known.");
		const draft = draftFor(site, node);
		const operands = node.inputs.map(
			(value, i): Labelled => ({
				value,
				labels: equation.inputs[i] ?? [],
				sizes: (shapes[i] ?? []).map((size, axis) => (typeof size === "number" ? size : { of: value, axis })),
			}),
		);
		const plain: Labelled[] = [];
		for (const operand of operands) {
			const found = diagonal(draft, operand, element);
			if (typeof found === "string") return miss(found);
			plain.push(found);
		}
		let [left, ...others] = plain;
		if (!left) return miss("It has no inputs.");
		for (const [i, right] of others.entries()) {
			const later = new Set([...equation.output, ...others.slice(i + 1).flatMap(({ labels }) => labels)]);
			const found = contract(draft, left, right, later);
			if (typeof found === "string") return miss(found);
			left = found;
		}
		return {
			nodes: [node],
			sentence: `${told(node)} becomes products of matrices, with axes moved around them.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: arrange(draft, left, equation.output) })],
		};
	},
};
