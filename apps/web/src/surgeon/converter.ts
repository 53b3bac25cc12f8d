import { type Conversion, planConversion } from "@suture/convert";
import { type Edit, nameOf } from "@suture/graph";
import { writeOuts } from "@suture/repair";
import type { NodeReference } from "./description.ts";
import { type LocatedProblem, locate } from "./locate.ts";
import type { Sight } from "./sight.ts";

/** What converting the model to another opset would do, before it is done. */
export interface ConversionPreview {
	readonly from: number | undefined;
	readonly to: number;
	readonly edits: readonly Edit[];
	/** Nodes that are said otherwise, by what they become. */
	readonly groups: readonly ConvertedGroup[];
	readonly problems: readonly LocatedProblem[];
}

export interface ConvertedGroup {
	/** The operator, and what takes its place where that is another one: "Gelu → Mul, Erf, Add". */
	readonly title: string;
	readonly nodes: readonly NodeReference[];
}

/** Says what a conversion to another opset comes to: it plans, and changes nothing. */
export class Converter {
	readonly #sight: Sight;

	constructor(sight: Sight) {
		this.#sight = sight;
	}

	preview(opset: number): ConversionPreview {
		const graph = this.#sight.graph();
		const { from, to, edits, changes, problems } = planConversion(graph, opset, writeOuts);
		return { from, to, edits, groups: groupsOf(changes), problems: problems.map((one) => locate(graph, one)) };
	}
}

function groupsOf(changes: Conversion["changes"]): ConvertedGroup[] {
	const kinds = Map.groupBy(changes, ({ node: { opType }, becomes }) => {
		const others = [...new Set(becomes)];
		return others.length === 1 && others[0] === opType
			? opType
			: `${opType} → ${others.join(", ") || "an initializer"}`;
	});
	return [...kinds].map(([title, found]) => ({
		title,
		nodes: found.map(({ node }) => ({ node: node.id, name: nameOf(node), operator: node.opType })),
	}));
}
