import type { BodyId, Node } from "@suture/graph";
import type { Problem } from "@suture/problems";

/** A place where a pattern fits. */
export interface Occurrence {
	readonly body: BodyId;
	/** By the position of the pattern's nodes. */
	readonly nodes: readonly Node[];
	/** Values of the graph by the pattern's names for them. */
	readonly values: ReadonlyMap<string, string>;
}

/** A place where a pattern would fit, and what forbids it. */
export interface Forbidden {
	readonly body: BodyId;
	readonly nodes: readonly Node[];
	readonly problem: Problem;
}

export interface FoundPattern {
	/** None shares a node with another. In the order of the bodies, and in a body of its nodes. */
	readonly occurrences: readonly Occurrence[];
	readonly forbidden: readonly Forbidden[];
	/** Where looking was given up, since there are too many ways to fit. */
	readonly problems: readonly Problem[];
}
