import type { BodyAddress, Edit, Node, NodeAddress } from "@suture/graph";
import type { Site } from "./match/site.ts";

/** How far a rewrite may be trusted. "exact": the same numbers for all inputs, but for the rounding of weights that are
 *  multiplied beforehand. "sizes": the same for the input sizes that were given. "fast-math": sums in another order. */
export type Level = "exact" | "sizes" | "fast-math";

/** What a rule would do at one place. */
export interface Match {
	/** Nodes that the rule looked at: nothing else may change them in the same round. */
	readonly nodes: readonly Node[];
	/** What it does and why that holds, for a person. */
	readonly sentence: string;
	readonly edits: readonly Edit[];
	/** Weights are multiplied beforehand: results differ in their last bits. Default: no. */
	readonly rounds?: boolean;
}

/** A rewrite. It is asked for each node of one of its operators, and answers with a match or with nothing. */
export interface Rule {
	/** As its folder: fuse-batch-normalization. */
	readonly name: string;
	/** In a few words, for a list. */
	readonly title: string;
	readonly level: Level;
	/** Operators of ai.onnx at which it is asked; "*" is every node. */
	readonly operators: readonly string[];
	/** Off unless it is asked for by name. */
	readonly onRequest?: boolean;
	readonly match: (site: Site, node: Node) => Match | undefined;
}

/** A match as data, with the rule that made it. */
export interface Finding {
	readonly rule: string;
	readonly level: Level;
	readonly in: BodyAddress | undefined;
	readonly nodes: readonly NodeAddress[];
	readonly sentence: string;
	readonly edits: readonly Edit[];
	/** Results differ in their last bits. */
	readonly rounds: boolean;
}
