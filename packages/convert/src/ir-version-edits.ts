import { type Edit, type Graph, oldestIrVersionFor } from "@suture/graph";
import { opsetAt } from "./roots.ts";

/** The IR version of a model in another opset. On the way down it is none that the first readers of that opset did not know; it
 *  is 4 at least, since before that each initializer that comes would be an input, and 8 with functions. */
export function irVersionEdits(graph: Graph, to: number): Edit[] {
	const now = graph.header.irVersion ?? 0;
	const least = graph.functions.length > 0 ? 8 : 4;
	const known = Math.max(least, oldestIrVersionFor(to));
	const isDown = to < (opsetAt(graph, graph.main) ?? to);
	const wanted = now < least ? known : isDown ? Math.min(now, known) : now;
	return wanted === now ? [] : [{ do: "set-model", irVersion: wanted }];
}
