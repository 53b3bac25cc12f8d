import { bodyOf, type Graph, indexOf, type Node, type NodeId, valuesNeededBy } from "@suture/graph";
import { type Role, sides } from "./boundary.ts";
import type { SplitForTarget } from "./split-for-target.ts";
import type { Wish } from "./wish.ts";

/** Where the mark of a boundary value is put: on nodes, on another value, or a step on. */
export type BorderTarget =
	| { readonly nodes: readonly NodeId[] }
	| { readonly value: string }
	| { readonly step: "up" | "down" };

/** What it means to drag the mark of a boundary value somewhere: what is dragged over goes to the other side of the border. Refused nodes
 *  stay on their end of the engine. Undefined when nothing would move. */
export function wishForBorder(
	graph: Graph,
	{ boundaries, roles, refused }: SplitForTarget,
	value: string,
	target: BorderTarget,
): Wish | undefined {
	const boundary = boundaries.find((one) => one.value === value);
	const [below] = boundary?.to ?? [];
	if (!boundary || !below) return undefined;
	const above = boundary.from;
	const isAbove = (id: NodeId) => sides[roles.get(id) ?? above] <= sides[above];
	const holding = new Map([...roles].filter(([id]) => refused.has(id)));
	const wish = (role: Role, ids: readonly NodeId[]): Wish | undefined => {
		const nodes = ids.filter((id) => roles.has(id));
		for (const id of nodes) holding.delete(id);
		return nodes.length === 0 ? undefined : { nodes, role, holding };
	};
	if ("nodes" in target) {
		const under = target.nodes.filter((id) => !isAbove(id));
		return under.length > 0 ? wish(above, under) : wish(below, target.nodes);
	}
	const aimed = "step" in target ? value : target.value;
	const { maker, readers } = endsOf(graph, aimed);
	const under = readers.filter((id) => !isAbove(id));
	if ("step" in target) return target.step === "down" ? wish(above, under) : wish(below, maker);
	// The border shall go through this value: its maker stands above it, its readers below.
	return maker.every(isAbove)
		? wish(
				below,
				readers.filter((id) => isAbove(id)),
			)
		: wish(above, maker);
}

function endsOf(
	graph: Graph,
	value: string,
): { readonly maker: readonly NodeId[]; readonly readers: readonly NodeId[] } {
	const body = bodyOf(graph, graph.main);
	const definition = indexOf(body).definitions.get(value);
	const reads = (node: Node) => [...valuesNeededBy(graph, node)].includes(value);
	return {
		maker: definition?.by === "node" ? [definition.node.id] : [],
		readers: body.nodes.filter(reads).map(({ id }) => id),
	};
}
