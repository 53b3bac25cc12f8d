import type { Body, BodyId, Graph, Node } from "../graph.ts";

/** What a splice changes in a body, for the functions that check it and clean up behind it. */
export interface Spliced {
	readonly id: BodyId;
	readonly before: Graph;
	/** Nodes that are no longer there, or not as they were. */
	readonly gone: readonly Node[];
	/** Nodes that were not there, or not as they are. */
	readonly touched: ReadonlySet<Node>;
	readonly newBodies: ReadonlyMap<BodyId, Body>;
	/** Names of initializers that come. */
	readonly newTensors: ReadonlySet<string>;
}
