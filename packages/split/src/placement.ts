import type { Node, NodeId } from "@suture/graph";
import type { Side } from "./assign-nodes.ts";
import { type Role, roles } from "./boundary.ts";
import { append, type Flow } from "./flow.ts";

/** Where a refused node runs. */
export interface Placement {
	readonly node: Node;
	readonly role: Role;
	/** Why it is there, in a sentence. */
	readonly sentence: string;
}

export function placementsOf(
	flow: Flow,
	side: ReadonlyMap<NodeId, Side>,
	refused: ReadonlySet<NodeId>,
	wanted: ReadonlyMap<NodeId, Side>,
): readonly Placement[] {
	const nodes = flow.nodes.filter(({ node }) => refused.has(node.id)).map(({ node }) => node);
	const workAround = nodes.length <= mostCounted ? workCounter(flow) : undefined;
	return nodes.map((node) => {
		const role = roles[side.get(node.id) ?? 1];
		return { node, role, sentence: sentenceOf(role, workAround?.(node), wanted.size > 0) };
	});
}

/** Each count goes through the whole graph. */
const mostCounted = 200;

interface WorkAround {
	/** Parts of the work that a node needs, and that needs it. */
	readonly before: number;
	readonly behind: number;
}

function sentenceOf(role: Role, around: WorkAround | undefined, isWished: boolean): string {
	const percent = (part: number) => (part > 0 && part < 0.005 ? "less than 1 %" : `${Math.round(100 * part)} %`);
	const numbers = around
		? ` What it needs is ${percent(around.before)} of the work, what needs it ${percent(around.behind)}.`
		: "";
	const gain = (other: string) =>
		isWished ? ", as the wishes want it." : `: so the engine keeps more than if ${other}.`;
	switch (role) {
		case "pre":
			return `It runs in front of the engine, with all that it needs${gain("all that needs it ran behind")}${numbers}`;
		case "post":
			return `It runs behind the engine, with all that needs it${gain("all that it needs ran in front")}${numbers}`;
		case "engine":
			return "It stays in the engine: no cut can part it from what must be there.";
		default:
			return role satisfies never;
	}
}

function workCounter({ nodes, values }: Flow): (node: Node) => WorkAround {
	const workOf = new Map(nodes.map(({ node, work }) => [node.id, work]));
	const makerOf = new Map(values.map(({ name, maker }) => [name, maker.id]));
	const needs = new Map(nodes.map(({ node, needs }) => [node.id, needs.flatMap((value) => makerOf.get(value) ?? [])]));
	const needed = new Map<NodeId, NodeId[]>();
	for (const [id, makers] of needs) for (const maker of makers) append(needed, maker, id);
	const total = Math.max(
		1,
		[...workOf.values()].reduce((sum, work) => sum + work, 0),
	);
	const reached = (start: NodeId, next: ReadonlyMap<NodeId, readonly NodeId[]>) => {
		const found = new Set([start]);
		for (const id of found) for (const one of next.get(id) ?? []) found.add(one);
		found.delete(start);
		return [...found].reduce((sum, id) => sum + (workOf.get(id) ?? 0), 0) / total;
	};
	return ({ id }) => ({ before: reached(id, needs), behind: reached(id, needed) });
}
