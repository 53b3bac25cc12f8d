import { bodyOf, type Graph } from "@suture/graph";

/** By how much of the largest magnitude outputs of a repaired model may differ, because sums are done in another order: 11 bits of
 *  FLOAT16 and 8 of BFLOAT16 round more than 24 of FLOAT. */
export function roundingOf(graph: Graph): number {
	const main = bodyOf(graph, graph.main);
	const given = main.inputs.map(({ type }) => type?.tensorType?.elemType);
	const constants = [...graph.bodies.values()].flatMap(({ initializers }) =>
		initializers.map(({ dataType }) => dataType),
	);
	return [...given, ...constants].some((type) => type === float16 || type === bfloat16) ? 1e-2 : 1e-3;
}

/** TensorProto.DataType */
const float16 = 10;
const bfloat16 = 16;
