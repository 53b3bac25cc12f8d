import type { Graph } from "@suture/graph";
import { rawByteLength, tensorTypeNamed } from "@suture/onnx";
import { isTensor } from "@suture/ops";
import { factOf } from "./facts.ts";
import { inferShapes } from "./infer-shapes.ts";

/** Bytes of each value of the main graph when its inputs have these sizes; undefined where that depends on their contents, and for
 *  what is no tensor of numbers. */
export function valueBytes(
	graph: Graph,
	sizes: ReadonlyMap<string, readonly number[]>,
): (value: string) => number | undefined {
	const { facts } = inferShapes(graph, { inputs: sizes });
	return (value) => {
		const { type } = factOf(facts, graph.main, value);
		if (!isTensor(type) || !type.shape || type.element === undefined) return undefined;
		const element = tensorTypeNamed(type.element);
		if (!element || element.bits === 0) return undefined;
		let elements = 1;
		for (const size of type.shape) {
			if (typeof size !== "number") return undefined;
			elements *= size;
		}
		return rawByteLength(element, elements);
	};
}
