import type { Body, BodyId, Node, NodeId } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";
import type { Fact } from "@suture/ops";
import type { Problem } from "@suture/problems";
import type { Scope } from "./scope.ts";

/** How a body came to its facts: enough to tell, after an edit, what need not be done again. */
export interface BodyRecord {
	/** With every value of the body. */
	readonly scope: Scope;
	readonly nodes: ReadonlyMap<NodeId, NodeRecord>;
}

/** What a node gave for what it got. */
export interface NodeRecord {
	readonly node: Node;
	readonly inputs: readonly (Fact | undefined)[];
	readonly outputs: readonly Fact[];
	/** What its file declares for each output. */
	readonly declared: readonly (TypeProto | undefined)[];
	/** Without place: the node may move. */
	readonly problems: readonly Problem[];
	/** Undefined for the many nodes that run no body. */
	readonly inside: Inside | undefined;
}

/** Of a node that runs bodies: what they took from outside, and what is known in them. */
export interface Inside {
	/** Every body inside, at any depth, as it was. */
	readonly bodies: readonly Body[];
	readonly captured: ReadonlyMap<string, Fact | undefined>;
	readonly records: ReadonlyMap<BodyId, BodyRecord>;
	/** What earlier passes met: the first iteration of a loop runs with the sizes that it begins with, which the last pass has
	 *  forgotten where they change. */
	readonly problems: readonly Problem[];
}
