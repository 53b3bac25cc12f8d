import type { Edit, Node } from "@suture/graph";
import type { Problem } from "@suture/problems";
import type { Site } from "@suture/rewrite";
import type { Need } from "./need.ts";

/** How far a repair may be trusted. "exact": the same numbers, but for the order of rounding. "assumes": the same when what it
 *  assumes is so. "tolerance": near, by a tolerance that is told. "changes-meaning": other numbers. */
export type Kind = "exact" | "assumes" | "tolerance" | "changes-meaning";

/** What a rule would do at a node. */
export interface Fix {
	/** Nodes that it takes out or changes. */
	readonly nodes: readonly Node[];
	/** What it does and why that is right, for a person. */
	readonly sentence: string;
	readonly edits: readonly Edit[];
	/** What must be so, in a sentence; only where the rule's kind is "assumes". */
	readonly assumption?: string;
}

/** Why a rule does nothing at a node, in a sentence. */
export interface Miss {
	readonly miss: string;
}

/** A replacement of what a target refuses. It is asked only for nodes that the target refuses or computes wrongly. */
export interface RepairRule {
	/** As its folder: write-out-layer-normalization. */
	readonly name: string;
	/** In a few words, for a list. */
	readonly title: string;
	readonly kind: Kind;
	/** Operators at which it is asked; "*" is every node. */
	readonly operators: readonly string[];
	/** The domains of these operators; without them ai.onnx, which is "". */
	readonly domains?: readonly string[];
	/** Asked only where one of these problems is the reason; without it for any. */
	readonly codes?: readonly Problem["code"][];
	/** Asked only where nothing else fits anywhere: it changes the whole model. */
	readonly isLast?: boolean;
	/** Undefined: it has nothing to do with such a node. */
	readonly match: (site: Site, node: Node, need: Need) => Fix | Miss | undefined;
}

/** Whether a node is of one of the operators at which a rule is asked. */
export function isAskedAt({ operators, domains = standard }: RepairRule, { opType, domain }: Node): boolean {
	return (
		operators.includes("*") || (operators.includes(opType) && domains.includes(domain === "ai.onnx" ? "" : domain))
	);
}

const standard: readonly string[] = [""];

export function miss(sentence: string): Miss {
	return { miss: sentence };
}

export function isMiss(answer: Fix | Miss): answer is Miss {
	return "miss" in answer;
}
