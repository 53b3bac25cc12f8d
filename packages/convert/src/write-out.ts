import type { Edit, Node } from "@suture/graph";
import type { Site } from "@suture/rewrite";

/** A way to say an operator in others of the same opset. Rules of packages/repair are such; they are handed in, since they know the
 *  operators and this package the opsets. */
export interface WriteOut {
	readonly name: string;
	/** Operators of ai.onnx for which it may be asked. */
	readonly operators: readonly string[];
	/** Undefined where it does not fit. */
	readonly edits: (site: Site, node: Node) => readonly Edit[] | undefined;
}
