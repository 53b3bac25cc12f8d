import type { Node, NodeId } from "@suture/graph";
import type { Flow } from "./flow.ts";
import { FlowNetwork } from "./max-flow.ts";

/** Before the engine, in it, behind it. */
export type Side = 0 | 1 | 2;

/** Prices are nanoseconds, about: a node on a CPU takes 10 microseconds and as long as 10 billion operations a second let it; a tensor
 *  that crosses takes 20, as long as 10 GB a second let it, and half as much again when it must be cast. */
const nodeOutside = 10_000;
const perOperation = 0.1;
const crossing = 20_000;
const casting = 10_000;
const perByte = 0.1;
/** More than everything together. */
const never = 1e15;
const most = 1e11;

/** Puts each node on a side such that no value goes back, no refused node is in the engine, and the price of work outside of it and
 *  of values that cross is the least. Nodes in `wanted` get the side that it says: it must be possible. Where crossing would cost more than
 *  an engine saves, there is one all the same: then only work counts. */
export function assignNodes(
	flow: Flow,
	refused: ReadonlySet<NodeId>,
	wanted: ReadonlyMap<NodeId, Side>,
): ReadonlyMap<NodeId, Side> {
	const sides = cheapest(flow, refused, wanted, (price) => price);
	if ([...sides.values()].includes(1)) return sides;
	return cheapest(flow, refused, wanted, () => 1);
}

function cheapest(
	flow: Flow,
	refused: ReadonlySet<NodeId>,
	wanted: ReadonlyMap<NodeId, Side>,
	crossingPrice: (price: number) => number,
): ReadonlyMap<NodeId, Side> {
	const network = new FlowNetwork();
	const [source, sink] = [network.addPoint(), network.addPoint()];
	// A node has a point for "in the engine or behind" and one for "behind"; those on the source's side hold.
	const points = new Map<NodeId, readonly [number, number]>();
	for (const { node, isFree, work } of flow.nodes) {
		if (isFree) continue;
		const [inside, behind] = [network.addPoint(), network.addPoint()];
		points.set(node.id, [inside, behind]);
		const price = (side: Side) => priceOf(side, wanted.get(node.id), refused.has(node.id), work);
		network.addPipe(source, inside, price(0));
		network.addPipe(inside, behind, price(1));
		network.addPipe(behind, sink, price(2));
		network.addPipe(behind, inside, never);
	}
	connect(flow, network, points, crossingPrice);
	const near = network.cut(source, sink);
	const sideOf = (node: Node): Side => {
		const [inside, behind] = points.get(node.id) ?? [-1, -1];
		return near.has(behind) ? 2 : near.has(inside) ? 1 : 0;
	};
	return new Map(flow.nodes.filter(({ isFree }) => !isFree).map(({ node }) => [node.id, sideOf(node)]));
}

function priceOf(side: Side, wanted: Side | undefined, isRefused: boolean, work: number): number {
	if (wanted !== undefined) return side === wanted ? 0 : never;
	if (side === 1) return isRefused ? never : 0;
	return Math.min(nodeOutside + Math.round(work * perOperation), most);
}

/** What a value's maker and readers have to do with each other: nothing flows back, and crossing has a price, once for each border. */
function connect(
	{ values }: Flow,
	network: FlowNetwork,
	points: ReadonlyMap<NodeId, readonly [number, number]>,
	crossingPrice: (price: number) => number,
): void {
	for (const { maker, readers, element, isPlain, bytes } of values) {
		const from = points.get(maker.id);
		if (!from) continue;
		const price = crossingPrice(Math.min(crossing + (isPlain ? 0 : casting) + Math.round(bytes * perByte), most));
		for (const border of [0, 1] as const) {
			const crossed = network.addPoint();
			network.addPipe(crossed, from[border], element === undefined ? never : price);
			for (const reader of readers) {
				const to = points.get(reader.id);
				if (!to) continue;
				network.addPipe(from[border], to[border], never);
				network.addPipe(to[border], crossed, never);
			}
		}
	}
}
