import type { Facts } from "@suture/analysis";
import { applyEdits, bodyOf, type Edit, type Graph, type Node, type NodeId } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import { assignNodes, type Side } from "./assign-nodes.ts";
import { type Boundary, boundariesOf, type Role, roles, sides } from "./boundary.ts";
import { flowOf } from "./flow.ts";
import { partEdits } from "./part-edits.ts";
import { type Placement, placementsOf } from "./placement.ts";
import { type DeniedWish, grantWishes, type Wish } from "./wish.ts";

/** A model of its own. */
export interface Part {
	readonly role: Role;
	readonly graph: Graph;
	/** What makes it of the whole model. */
	readonly edits: readonly Edit[];
	/** Names of its inputs that must be given, in order. */
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly nodes: number;
	/** Its part of the multiplications and additions, between 0 and 1. */
	readonly work: number;
}

export interface Split {
	/** In the order in which they run; a role that has nothing to do is left out. */
	readonly parts: readonly Part[];
	readonly boundaries: readonly Boundary[];
	/** In which part each node of main is; constants are in each that needs them, and not listed. */
	readonly roles: ReadonlyMap<NodeId, Role>;
	/** Each refused node: where it went, and why. */
	readonly placed: readonly Placement[];
	/** Nodes that the target could run, but that lie between what it can't and the end of the model. */
	readonly moved: readonly Node[];
	/** Wishes that hold, and those that can't be had: without them, or with later ones. */
	readonly granted: readonly Wish[];
	readonly denied: readonly DeniedWish[];
}

export interface SplitOptions {
	/** Element types that engines of the target take and give. Others are cast on their way. Default: float, float16, int32. */
	readonly types?: readonly ElementType[];
	/** Where someone wants nodes, whatever it costs. Of two that contradict each other the later one holds. */
	readonly wishes?: readonly Wish[];
}

const usualTypes: readonly ElementType[] = ["float", "float16", "int32"];

/** Cuts a model in three: what the target refuses goes in front of the engine or behind it, with all that must go along, such that
 *  the engine keeps the most work and few and small tensors cross. A minimum cut finds it. `facts` are those of the graph; `refused`
 *  are nodes of main, for a node in a branch that which holds it. */
export function split(graph: Graph, facts: Facts, refused: ReadonlySet<NodeId>, options: SplitOptions = {}): Split {
	const { types = usualTypes, wishes = [] } = options;
	const flow = flowOf(graph, facts, new Set(types));
	const { wanted, granted, denied } = grantWishes(flow, refused, wishes);
	const side = assignNodes(flow, refused, wanted);
	const boundaries = boundariesOf(flow, side);
	const parts = roles.flatMap((role) => partOf(graph, flow, side, boundaries, role));
	const isMoved = (node: Node) => !refused.has(node.id) && !wanted.has(node.id) && side.get(node.id) !== sides.engine;
	return {
		parts,
		boundaries,
		roles: new Map([...side].map(([id, one]) => [id, roles[one]])),
		placed: placementsOf(flow, side, refused, wanted),
		moved: flow.nodes.filter(({ node, isFree }) => !isFree && isMoved(node)).map(({ node }) => node),
		granted,
		denied,
	};
}

function partOf(
	graph: Graph,
	flow: ReturnType<typeof flowOf>,
	side: ReadonlyMap<NodeId, Side>,
	boundaries: readonly Boundary[],
	role: Role,
): Part[] {
	const edits = partEdits(flow, side, boundaries, role);
	if (!edits) return [];
	const { graph: cut } = applyEdits(graph, edits);
	const { inputs, outputs, nodes, initializers } = bodyOf(cut, cut.main);
	const defaults = new Set(initializers.map(({ name }) => name));
	const work = (wanted: (node: Node) => boolean) =>
		flow.nodes.reduce((sum, one) => sum + (wanted(one.node) ? one.work : 0), 0);
	return [
		{
			role,
			graph: cut,
			edits,
			inputs: inputs.map(({ name = "" }) => name).filter((name) => !defaults.has(name)),
			outputs: outputs.map(({ name = "" }) => name),
			nodes: nodes.length,
			work:
				work(({ id }) => side.get(id) === sides[role]) /
				Math.max(
					1,
					work(() => true),
				),
		},
	];
}
