import { isFloat } from "@suture/ops";
import {
	cast,
	draftFor,
	elementAt,
	expand,
	factAt,
	integerOf,
	rankAt,
	shapeAt,
	tensorAt,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { mostOf } from "../../sizes/most-of.ts";

/** TensorRT's own limit for TopK. */
const limit = 3840;

export const takeMoreAndCut: RepairRule = {
	name: "take-more-and-cut",
	title: "Let TopK take the most there can be, and cut what is asked for",
	kind: "exact",
	operators: ["TopK"],
	codes: ["tensorrt/must-be-constant"],
	match(site, node) {
		const [x = "", k = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		const [count] = factAt(site, k).value ?? [];
		const most = mostOf(count);
		if (k === "" || tensorAt(site, k) || site.opset < 10) return miss("Its count is constant.");
		if (most === undefined || most > limit) return miss("Nobody knows a small number that its count never exceeds.");
		if (rank === undefined || !element || !isFloat(element))
			return miss("The rank of its input is not known, or it is of integers.");
		const draft = draftFor(site, node);
		const given = integerOf(site, node, "axis") ?? -1;
		const axis = given < 0 ? given + rank : given;
		// What is put behind comes last, so none of it is among the first ones that are cut out.
		const worst = draft.scalar(element, integerOf(site, node, "largest") === 0 ? "inf" : "-inf");
		const filler = expand(
			draft,
			worst,
			Array.from({ length: rank }, (_, i) => (i === axis ? most : { of: x, axis: i })),
		);
		const filled = draft.add("Concat", [x, filler], { axis });
		const results = draft.copyMany(node, [filled, draft.int64s([most])]);
		const wide = elementAt(site, k) === "int64" ? k : cast(draft, k, "int64");
		const end = shapeAt(site, k)?.length === 0 ? unsqueeze(draft, wide, [0]) : wide;
		const cut = (value: string) => draft.add("Slice", [value, draft.int64s([0]), end, draft.int64s([axis])]);
		const named = node.outputs.flatMap((output, i) =>
			output === "" ? [] : [[output, cut(results[i] ?? "")] as const],
		);
		return {
			nodes: [node],
			sentence: `${told(node)} takes ${most} elements, as many as there can be, and a Slice those that are asked for.`,
			edits: [draft.replace([node], Object.fromEntries(named))],
		};
	},
};
