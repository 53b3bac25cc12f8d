import type { Payload } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import type { Body, Graph } from "./graph.ts";
import { inheritOrder } from "./in-order.ts";
import { inheritIndex } from "./index-of.ts";

/** What one edit did, where it has something to say besides. An edit that can't be applied throws a `Refusal`. */
export interface Applied {
	readonly graph: Graph;
	readonly problems: readonly Problem[];
}

/** What is handed over beside the edits. */
export interface Handed {
	/** Contents of tensors by the SHA-256 that edits name, in raw_data's layout. */
	readonly contents?: (sha256: string) => Payload | undefined;
}

/** The graph with a body replaced. What was known of the one before serves the new one. */
export function withBody(graph: Graph, body: Body): Graph {
	const before = graph.bodies.get(body.id);
	if (before === body) return graph;
	if (before) inheritIndex(before, body);
	if (before?.nodes === body.nodes) inheritOrder(before, body);
	return { ...graph, bodies: new Map(graph.bodies).set(body.id, body) };
}
