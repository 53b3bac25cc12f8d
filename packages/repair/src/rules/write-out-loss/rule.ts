import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	isUsed,
	rankAt,
	reduce,
	type Site,
	shapeAt,
	textOf,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutLoss: RepairRule = {
	name: "write-out-loss",
	title: "Write a loss out as the scores of the right classes",
	kind: "exact",
	operators: ["NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss"],
	match(site, node) {
		const [x = "", labels = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		const classes = shapeAt(site, x)?.[1];
		if (rank === undefined || !element || typeof classes !== "number")
			return miss("The number of classes is not known.");
		if (elementAt(site, labels) === undefined) return miss("The type of its labels is not known.");
		const draft = draftFor(site, node);
		const isPlain = node.opType === "NegativeLogLikelihoodLoss";
		const scores = isPlain ? x : logSoftmax(draft, x);
		const [output = "", scoresOutput = ""] = node.outputs;
		const results = new Map([[output, lossOf(draft, site, node, { scores, rank, element, classes })]]);
		if (isUsed(site, scoresOutput)) results.set(scoresOutput, scores);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a choice of the right classes and a sum, as ONNX defines it.`,
			edits: [draft.replace([node], Object.fromEntries(results))],
		};
	},
};

/** Over axis 1 at every opset. */
function logSoftmax(draft: Draft, x: string): string {
	const centered = draft.add("Sub", [x, reduce(draft, "ReduceMax", x, [1])]);
	return draft.add("Sub", [
		centered,
		draft.add("Log", [reduce(draft, "ReduceSum", draft.add("Exp", [centered]), [1])]),
	]);
}

interface Scores {
	/** [batch, classes, …] */
	readonly scores: string;
	readonly rank: number;
	readonly element: ElementType;
	readonly classes: number;
}

function lossOf(draft: Draft, site: Site, node: Node, { scores, rank, element, classes }: Scores): string {
	const [, labels = "", weight = ""] = node.inputs;
	const wide = elementAt(site, labels) === "int64" ? labels : cast(draft, labels, "int64");
	const behind = Array.from({ length: rank - 2 }, (_, i) => i + 1);
	const along = (value: string) => (behind.length === 0 ? value : unsqueeze(draft, value, behind));
	const all = along(draft.int64s(Array.from({ length: classes }, (_, i) => i)));
	const isRight = cast(draft, draft.add("Equal", [unsqueeze(draft, wide, [1]), all]), element);
	const weighed = weight === "" ? isRight : draft.add("Mul", [isRight, along(weight)]);
	const ignored = node.attributes.find(({ name }) => name === "ignore_index")?.i;
	const counts =
		ignored === undefined ? weighed : draft.add("Mul", [weighed, unsqueeze(draft, kept(Number(ignored)), [1])]);
	function kept(label: number): string {
		return cast(draft, draft.add("Not", [draft.add("Equal", [wide, draft.scalar("int64", label)])]), element);
	}
	const losses = draft.add("Neg", [reduce(draft, "ReduceSum", draft.add("Mul", [scores, counts]), [1], 0)]);
	const reduction = textOf(site, node, "reduction") ?? "mean";
	if (reduction === "none") return losses;
	const total = draft.add("ReduceSum", [losses], { keepdims: 0 });
	return reduction === "sum" ? total : draft.add("Div", [total, draft.add("ReduceSum", [counts], { keepdims: 0 })]);
}
