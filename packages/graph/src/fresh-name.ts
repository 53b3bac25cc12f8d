import type { Graph } from "./graph.ts";
import { indexOf } from "./index-of.ts";

/** `wanted`, or the first of `wanted_1`, `wanted_2`, … that names no value in any body. */
export function freshName(graph: Graph, wanted: string): string {
	let name = wanted;
	for (let i = 1; isValueName(graph, name); i++) name = `${wanted}_${i}`;
	return name;
}

/** Whether a value of any body has this name. ONNX wants names unique across nested bodies; across functions it costs nothing. */
export function isValueName(graph: Graph, name: string): boolean {
	for (const body of graph.bodies.values()) {
		const { definitions, uses } = indexOf(body);
		if (definitions.has(name) || uses.has(name)) return true;
	}
	return false;
}
