import type { Edit } from "@suture/graph";
import { isInteger } from "@suture/ops";
import { cast, draftFor, elementAt, tensorAt, told } from "@suture/rewrite";
import { handedOnBehind } from "../../range/handed-on-behind.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const widenConstants: RepairRule = {
	name: "widen-constants",
	title: "Keep a table of narrow integers as INT32",
	kind: "exact",
	operators: ["Gather", "GatherElements", "GatherND"],
	codes: ["tensorrt/unsupported-type"],
	match(site, node) {
		const [table = "", indices = ""] = node.inputs;
		const [output = ""] = node.outputs;
		const type = elementAt(site, table);
		if (!type || !isInteger(type) || !/^u?int(8|16)$/.test(type) || !tensorAt(site, table))
			return miss("It takes from no constant of narrow integers.");
		const values = handedOnBehind(site, output, type);
		if (typeof values === "string") return miss(values);
		const draft = draftFor(site, node);
		const result = draft.copy(node, [cast(draft, table, "int32"), indices]);
		const where = site.address ? { in: site.address } : {};
		const untyped: Edit = {
			do: "set-types",
			types: Object.fromEntries(values.map((value) => [value, null])),
			...where,
		};
		return {
			nodes: [node],
			sentence: `${told(node)} takes from a table of INT32, which holds every ${type.toUpperCase()}.`,
			edits: [untyped, draft.replace([node], { [output]: result })],
		};
	},
};
