import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { integerOf } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { isInner, isReadOnlyBy, madeBy, rankAt, readersOf, type Site } from "../../match/site.ts";

export const mergeConcats: Rule = {
	name: "merge-concats",
	title: "Concatenate all at once",
	level: "exact",
	operators: ["Concat"],
	match(site, node) {
		const axis = axisOf(site, node);
		const inner = new Set<Node>();
		const inputs = node.inputs.flatMap((value) => {
			const maker = madeBy(site, value, "Concat");
			if (!maker || axis === undefined || axisOf(site, maker) !== axis || !isJoined(site, value, axis)) return [value];
			inner.add(maker);
			return maker.inputs;
		});
		if (inner.size === 0 || inputs.length > mostInputs) return undefined;
		const [first] = inner;
		const gone = [...inner].filter(({ outputs: [value = ""] }) => isReadOnlyBy(site, value, node));
		return {
			nodes: [node, ...inner],
			sentence: `${told(node)} takes what ${first ? told(first) : ""} puts together, along the same axis.`,
			edits: [replacement(site, [node, ...gone], [{ ...node, inputs }])],
		};
	},
};

/** Concats that take each other twice would double with each step. */
const mostInputs = 1024;

/** Whether all that reads a value joins it along the axis: then nobody needs it on its own. */
function isJoined(site: Site, value: string, axis: number): boolean {
	if (!isInner(site, value)) return false;
	return readersOf(site, value).every(
		(reader) => madeBy(site, reader.outputs[0], "Concat") && axisOf(site, reader) === axis,
	);
}

function axisOf(site: Site, node: Node): number | undefined {
	const axis = integerOf(site, node, "axis");
	const rank = rankAt(site, node.outputs[0]);
	if (axis === undefined || (axis < 0 && rank === undefined)) return undefined;
	return axis < 0 ? axis + (rank ?? 0) : axis;
}
