import type { Node } from "@suture/graph";
import { numbersOf, type Operand } from "./site.ts";

/** Operators that give something else each time. */
const random: ReadonlySet<string> = new Set(
	"Bernoulli Multinomial RandomNormal RandomNormalLike RandomUniform RandomUniformLike".split(" "),
);

/** Whether constant folding makes an initializer of an output: all that the node needs is constant, or its elements are known
 *  because sizes are. `needed` are the node's inputs and what its bodies take from outside. */
export function becomesConstant(node: Node, needed: Iterable<Operand | undefined>, fact: Operand["fact"]): boolean {
	if (numbersOf(fact) !== undefined) return true;
	if (random.has(node.opType)) return false;
	for (const operand of needed) if (!operand?.isConstant) return false;
	return true;
}
