import type { Node } from "@suture/graph";

// ONNX Operators.md: the operators whose result does not depend on the order of their inputs.
const commutative: ReadonlySet<string> = new Set(
	"Add Mul And Or Xor Equal Max Min Sum Mean BitwiseAnd BitwiseOr BitwiseXor".split(" "),
);

/** Whether inputs of a node in another order are the same node. */
export function isCommutative({ opType, domain }: Node): boolean {
	return (domain === "" || domain === "ai.onnx") && commutative.has(opType);
}

/** The position of an input as far as it matters. */
export function slotOf(node: Node, input: number): number {
	return isCommutative(node) ? 0 : input;
}
