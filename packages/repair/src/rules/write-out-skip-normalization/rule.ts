import type { Node } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import {
	type Draft,
	draftFor,
	elementAt,
	floatOf,
	integerOf,
	isUsed,
	rankAt,
	reduce,
	type Site,
	sizeAs,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { standardize } from "../../normalization/standardize.ts";
import { type Fix, type Miss, miss, type RepairRule } from "../../rule.ts";

export const writeOutSkipNormalization: RepairRule = {
	name: "write-out-skip-normalization",
	title: "Write ONNX Runtime's sum with a normalization behind it out",
	kind: "exact",
	operators: ["SkipLayerNormalization", "SkipSimplifiedLayerNormalization", "EmbedLayerNormalization"],
	domains: ["com.microsoft"],
	match: (site, node) => (node.opType === "EmbedLayerNormalization" ? embedding(site, node) : skipping(site, node)),
};

function skipping(site: Site, node: Node): Fix | Miss {
	const isCentered = node.opType === "SkipLayerNormalization";
	const [x = "", skip = "", gamma = "", ...rest] = node.inputs;
	const [beta = "", bias = ""] = isCentered ? rest : ["", ...rest];
	const rank = rankAt(site, x);
	const element = elementAt(site, x);
	if (rank === undefined || !element) return miss("The rank or the type of its input is not known.");
	const draft = draftFor(site, node);
	const both = draft.add("Add", [x, skip]);
	const sum = bias === "" ? both : draft.add("Add", [both, bias]);
	const found = normalized(draft, node, sum, { rank, element, isCentered, gamma, beta });
	const [output = "", meanOutput = "", inverseOutput = "", sumOutput = ""] = node.outputs;
	const results = new Map([[output, found.result]]);
	if (isUsed(site, sumOutput)) results.set(sumOutput, sum);
	if (isUsed(site, meanOutput) && found.mean) results.set(meanOutput, found.mean);
	if (isUsed(site, inverseOutput))
		results.set(inverseOutput, draft.add("Div", [draft.scalar(found.inner, 1), found.deviation]));
	return {
		nodes: [node],
		sentence: `${told(node)} becomes a sum, and the normalization by its formula.`,
		edits: [draft.replace([node], Object.fromEntries(results))],
	};
}

/** Words, positions and segments looked up and summed, then normalized. */
function embedding(site: Site, node: Node): Fix | Miss {
	const [ids = "", segments = "", words = "", positions = "", kinds = "", gamma = "", beta = "", mask = "", at = ""] =
		node.inputs;
	const element = elementAt(site, words);
	const [output = "", maskOutput = "", sumOutput = ""] = node.outputs;
	if (!element || site.opset < 11) return miss("The type of its words is not known, or its opset has no Range.");
	if (isUsed(site, maskOutput) && (mask === "" || integerOf(site, node, "mask_index_type") === 2))
		return miss("It gives a mask that it was not given.");
	const draft = draftFor(site, node);
	const looked = draft.add("Gather", [words, ids], { axis: 0 });
	const place = draft.add("Gather", [positions, at === "" ? countedPositions(draft, ids) : at], { axis: 0 });
	const placed = draft.add("Add", [looked, place]);
	const sum =
		segments === "" || kinds === ""
			? placed
			: draft.add("Add", [placed, draft.add("Gather", [kinds, segments], { axis: 0 })]);
	const found = normalized(draft, node, sum, { rank: 3, element, isCentered: true, gamma, beta });
	const results = new Map([[output, found.result]]);
	if (isUsed(site, sumOutput)) results.set(sumOutput, sum);
	if (isUsed(site, maskOutput)) results.set(maskOutput, reduce(draft, "ReduceSum", mask, [1], 0));
	return {
		nodes: [node],
		sentence: `${told(node)} becomes look-ups, their sum, and the normalization by its formula.`,
		edits: [draft.replace([node], Object.fromEntries(results))],
	};
}

/** 0, 1, 2, … along the sequence, as [1, sequence]. */
function countedPositions(draft: Draft, ids: string): string {
	const [start, step] = [draft.scalar("int64", 0), draft.scalar("int64", 1)];
	return unsqueeze(draft, draft.add("Range", [start, sizeAs(draft, ids, 1, "int64"), step]), [0]);
}

interface Scaling {
	readonly rank: number;
	readonly element: ElementType;
	readonly isCentered: boolean;
	readonly gamma: string;
	readonly beta: string;
}

function normalized(draft: Draft, node: Node, sum: string, { rank, element, isCentered, gamma, beta }: Scaling) {
	const inner: ElementType = element === "double" ? "double" : "float";
	const epsilon = floatOf(draft.site, node, "epsilon") ?? 1e-12;
	const found = standardize(draft, { x: sum, axes: [rank - 1], epsilon, element, inner, isCentered });
	const scaled = draft.add("Mul", [found.value, gamma]);
	return { ...found, inner, result: beta === "" ? scaled : draft.add("Add", [scaled, beta]) };
}
