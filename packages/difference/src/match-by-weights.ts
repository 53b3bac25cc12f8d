import type { Node } from "@suture/graph";
import { elementCount } from "@suture/onnx";
import { slotOf } from "./commutative.ts";
import { constantKey } from "./constants.ts";
import type { Matching } from "./matching.ts";
import { onlyPairs, sharedBy } from "./pair-by.ts";
import type { Reading } from "./reading.ts";
import type { Side } from "./side.ts";

/** Below this many elements a constant is an axis or a scale, which many nodes have. */
const fewElements = 8;

interface Taken {
	readonly node: Node;
	readonly key: string;
}

/** By weights that only one node of an operator takes: those of the same contents, then those of the same name and shape.
 *  Exporters keep them where they write everything around them in another way. */
export function matchByWeights(matching: Matching, reading: Reading): void {
	for (const by of ["contents", "name"] as const) {
		const from = matching.pairs.length;
		const ones = matching.leftBefore().flatMap((node) => weightsOf(matching.before, node, by, reading));
		const others = matching.leftAfter().flatMap((node) => weightsOf(matching.after, node, by, reading));
		for (const [a, b] of onlyPairs(sharedBy(ones, others, ({ key }) => key))) matching.match(a.node, b.node);
		matching.spread("strict", from);
	}
}

function weightsOf(side: Side, node: Node, by: "contents" | "name", reading: Reading): Taken[] {
	return node.inputs.flatMap((value, input) => {
		const constant = side.constantOf(value);
		if (constant?.as !== "initializer" || elementCount(constant.tensor.dims) < fewElements) return [];
		const { dims } = constant.tensor;
		const what = by === "contents" ? constantKey(constant, reading) : `${dims.join()} ${value}`;
		return [{ node, key: `${side.operatorKeys.get(node)}@${slotOf(node, input)} ${what}` }];
	});
}
