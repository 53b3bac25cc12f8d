import type { BodyId, Node } from "@suture/graph";
import type { Problem } from "@suture/problems";

/** A node that a target refuses or computes wrongly, and why. */
export interface Need {
	readonly body: BodyId;
	readonly node: Node;
	readonly problems: readonly Problem[];
	/** What the target supports. */
	readonly target: TargetFacts;
}

/** What rules ask of a target to choose among several ways. */
export interface TargetFacts {
	/** Whether it takes an operator of ai.onnx at all. */
	readonly takes: (operator: string) => boolean;
	/** The newest opset that it reads as ONNX means it. */
	readonly newestOpset: number;
}
