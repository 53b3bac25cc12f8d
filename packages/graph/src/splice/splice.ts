import type { TensorProto } from "@suture/onnx";
import { withBody } from "../applied.ts";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { isInOrder } from "../in-order.ts";
import { withImportsFor } from "../opset-imports.ts";
import { bodyAndInner, holderOf } from "../scope.ts";
import { giveTensors } from "./give-tensors.ts";
import { withoutLeftovers } from "./leftovers.ts";
import { nodesInPlace } from "./nodes-in-place.ts";
import { refuseClashes } from "./refuse-clashes.ts";
import { refuseLooseEnds } from "./refuse-loose-ends.ts";
import { settleOrder } from "./settle-order.ts";
import type { Spliced } from "./spliced.ts";

/** A change of the nodes of one body. */
export interface Splice {
	/** Nodes of the body that go. Their bodies go too, but for those in `bodies`. */
	readonly gone?: readonly Node[];
	/** Nodes of the body and what becomes of them. They keep their ids, and their places where they can. */
	readonly changed?: ReadonlyMap<Node, Node>;
	/** Nodes that come, to where others go or else near what they are connected with. */
	readonly come?: readonly Node[];
	/** Bodies of nodes that come or change. */
	readonly bodies?: ReadonlyMap<BodyId, Body>;
	/** Initializers that come. */
	readonly tensors?: readonly TensorProto[];
	/** Whether values may be left that something reads and nothing makes. */
	readonly dangling?: boolean;
}

/** The one way in which edits change wiring: nodes go, change and come at once, and what hangs on them is kept right: order,
 *  initializers and declared types that nothing needs any more, imports of operator sets. Refuses what would make the graph
 *  worse: a value made twice or hidden, one that is read and not made, a circle, a name of a node that is taken.
 *  Costs what changes, and a pass over the list of nodes. */
export function splice(graph: Graph, id: BodyId, change: Splice): Graph {
	const { gone = [], changed = new Map<Node, Node>(), bodies: newBodies = new Map<BodyId, Body>() } = change;
	const body = bodyOf(graph, id);
	const given = giveTensors(graph, body, change.tensors ?? []);
	const come = [...given.nodes, ...(change.come ?? [])];
	const spliced: Spliced = {
		id,
		before: graph,
		gone: [...gone, ...changed.keys()],
		touched: new Set([...changed.values(), ...come]),
		newBodies,
		newTensors: new Set(change.tensors?.map(({ name }) => name ?? "")),
	};
	const held: Graph = { ...graph, nextId: given.nextId, bodies: bodiesAfter(spliced) };
	// Where nodes come to stand depends on nodes that go, so their bodies are asked too.
	const all = newBodies.size === 0 ? graph : { ...graph, bodies: new Map([...graph.bodies, ...newBodies]) };
	const nodes = nodesInPlace(all, body, { gone: new Set(gone), changed, come });
	const edited = withBody(held, { ...body, nodes, inputs: given.inputs, initializers: given.initializers });
	refuseClashes(spliced, edited);
	refuseLooseEnds(spliced, edited, change.dangling ?? false);
	return withImportsFor(withoutLeftovers(spliced, settleOrders(spliced, edited), gone), id, spliced.touched);
}

/** Bodies of nodes that go leave with them, unless a node that comes or stays has them. */
function bodiesAfter({ before, gone, touched, newBodies }: Spliced): ReadonlyMap<BodyId, Body> {
	const inside = (nodes: Iterable<Node>) =>
		Array.from(nodes)
			.flatMap(bodiesOfNode)
			.filter((one) => before.bodies.has(one))
			.flatMap((one) => bodyAndInner(before, one));
	const leaving = inside(gone);
	if (leaving.length === 0 && newBodies.size === 0) return before.bodies;
	const bodies = new Map(before.bodies);
	for (const one of leaving) bodies.delete(one);
	for (const one of inside(touched)) bodies.set(one, bodyOf(before, one));
	for (const [one, body] of newBodies) bodies.set(one, body);
	return bodies;
}

/** Also in the bodies around: what a body takes from there says where the node that holds it can stand. */
function settleOrders({ id, before, touched }: Spliced, after: Graph): Graph {
	let edited = settleOrder(after, id, touched, isInOrder(before, bodyOf(before, id)));
	for (let holder = holderOf(edited, id); holder; holder = holderOf(edited, holder.body.id)) {
		const wasInOrder = isInOrder(before, bodyOf(before, holder.body.id));
		edited = settleOrder(edited, holder.body.id, new Set([holder.node]), wasInOrder);
	}
	return edited;
}
