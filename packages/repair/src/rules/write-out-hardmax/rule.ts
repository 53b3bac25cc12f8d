import { cast, draftFor, elementAt, integerOf, rankAt, shapeAt, told, unsqueeze } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutHardmax: RepairRule = {
	name: "write-out-hardmax",
	title: "Write Hardmax out as a comparison with the place of the largest",
	kind: "exact",
	operators: ["Hardmax"],
	match(site, node) {
		const [x = ""] = node.inputs;
		const rank = rankAt(site, x);
		const element = elementAt(site, x);
		if (rank === undefined || !element) return miss("The rank or the type of its input is not known.");
		const given = integerOf(site, node, "axis") ?? -1;
		const axis = given < 0 ? given + rank : given;
		if (site.opset < 13 && axis !== rank - 1) return miss("At this opset it is over all axes from one on.");
		const size = shapeAt(site, x)?.[axis];
		if (typeof size !== "number") return miss("The size of its axis is not known.");
		const draft = draftFor(site, node);
		const place = draft.add("ArgMax", [x], { axis, keepdims: 1 });
		const all = draft.int64s(Array.from({ length: size }, (_, i) => i));
		const behind = Array.from({ length: rank - axis - 1 }, (_, i) => i + 1);
		const isLargest = draft.add("Equal", [place, behind.length === 0 ? all : unsqueeze(draft, all, behind)]);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes 1 where the largest stands, and 0 elsewhere.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: cast(draft, isLargest, element) })],
		};
	},
};
