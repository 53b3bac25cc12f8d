import { isFloat } from "@suture/ops";
import {
	cast,
	draftFor,
	elementAt,
	integerOf,
	numbersAt,
	rankAt,
	slice,
	squeeze,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** A longer list of classes is computed in place of written down. */
const mostWritten = 4096;

export const writeOutOneHot: RepairRule = {
	name: "write-out-one-hot",
	title: "Write OneHot out as a comparison with all classes",
	kind: "exact",
	operators: ["OneHot"],
	match(site, node) {
		const [indices = "", depth = "", values = ""] = node.inputs;
		const rank = rankAt(site, indices);
		const element = elementAt(site, values);
		const index = elementAt(site, indices);
		if (rank === undefined || !element || !index || site.opset < 11)
			return miss("The rank or a type of its inputs is not known.");
		if (isFloat(index)) return miss("Its indices are of floating point.");
		const draft = draftFor(site, node);
		const given = integerOf(site, node, "axis") ?? -1;
		const axis = given < 0 ? given + rank + 1 : given;
		const [known] = numbersAt(site, depth) ?? [];
		const wide = draft.scalar("int64", 0);
		const counted = rankAt(site, depth) === 1 ? squeeze(draft, depth, [0]) : depth;
		const count = known === undefined ? cast(draft, counted, "int64") : draft.scalar("int64", known);
		const classes =
			known === undefined || known > mostWritten
				? draft.add("Range", [wide, count, draft.scalar("int64", 1)])
				: draft.int64s(Array.from({ length: known }, (_, i) => i));
		const whole = index !== "int64" ? cast(draft, indices, "int64") : indices;
		// An index below 0 counts from the last class.
		const wrapped = draft.add("Where", [draft.add("Less", [whole, wide]), draft.add("Add", [whole, count]), whole]);
		const behind = Array.from({ length: rank - axis }, (_, i) => i + 1);
		const column = behind.length === 0 ? classes : unsqueeze(draft, classes, behind);
		const isHot = draft.add("Equal", [unsqueeze(draft, wrapped, [axis]), column]);
		const [off, on] = [slice(draft, values, 0, 0, 1), slice(draft, values, 0, 1, 2)];
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a comparison of each index with every class.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: draft.add("Where", [isHot, on, off]) })],
		};
	},
};
