import type { Graph } from "@suture/graph";

/** Nodes in main, bodies and functions. Constant nodes are weights in another form and do not count. */
export function countNodes({ bodies }: Graph): number {
	let count = 0;
	for (const { nodes } of bodies.values()) for (const { opType } of nodes) if (opType !== "Constant") count++;
	return count;
}
