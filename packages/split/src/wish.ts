import { type Node, type NodeId, nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import type { Side } from "./assign-nodes.ts";
import { type Role, sides } from "./boundary.ts";
import type { Flow } from "./flow.ts";
import { type Links, linksOf, type Reason, roomFor } from "./room.ts";

/** Where someone wants nodes of main to run, whatever it costs. */
export interface Wish {
	readonly nodes: readonly NodeId[];
	readonly role: Role;
	/** Refused nodes stay behind the engine, or in front of it, where this says so: what is wished may not send them to the other end. */
	readonly holding?: ReadonlyMap<NodeId, Role>;
}

/** A wish that can't be, and why. */
export interface DeniedWish {
	readonly wish: Wish;
	readonly problem: Problem;
}

export interface Grant {
	readonly wanted: ReadonlyMap<NodeId, Side>;
	/** In the order in which they were given. */
	readonly granted: readonly Wish[];
	readonly denied: readonly DeniedWish[];
}

/** The wishes that can be had together; where two contradict each other, the later one. */
export function grantWishes(flow: Flow, refused: ReadonlySet<NodeId>, wishes: readonly Wish[]): Grant {
	const granted: Wish[] = [];
	const denied: DeniedWish[] = [];
	let wanted: ReadonlyMap<NodeId, Side> = new Map();
	const links = linksOf(flow);
	for (const wish of wishes.toReversed()) {
		const met = contradictionIn(flow, refused, wanted, wish, links);
		if ("problem" in met) denied.unshift({ wish, problem: met.problem });
		else {
			granted.unshift(wish);
			wanted = met.wanted;
		}
	}
	return { wanted, granted, denied };
}

type Met = { readonly problem: Problem } | { readonly wanted: ReadonlyMap<NodeId, Side> };

function contradictionIn(
	flow: Flow,
	refused: ReadonlySet<NodeId>,
	before: ReadonlyMap<NodeId, Side>,
	{ nodes, role, holding = new Map<NodeId, Role>() }: Wish,
	links: Links,
): Met {
	const known = new Map(flow.nodes.map((one) => [one.node.id, one]));
	const meant = nodes.flatMap((id) => known.get(id) ?? []);
	const moved = meant.filter(({ isFree }) => !isFree).map(({ node }) => node);
	const [first] = moved;
	if (!first) {
		const [constant] = meant;
		return {
			problem: constant ? problem("split/constant", { node: nameOf(constant.node) }) : problem("split/inside", {}),
		};
	}
	const culprit = role === "engine" ? moved.find(({ id }) => refused.has(id)) : undefined;
	if (culprit) return { problem: problem("split/refused", { node: nameOf(culprit) }) };
	const own = new Map(moved.map(({ id }) => [id, sides[role]]));
	const overruled = moved.find(({ id }) => before.has(id) && before.get(id) !== sides[role]);
	if (overruled) return { problem: contradiction(overruled, role, ["it was wished elsewhere later"]) };
	const held = [...holding].map(([id, at]): [NodeId, Side] => [id, sides[at]]);
	const wanted = new Map([...held, ...before, ...own]);
	const { conflict } = roomFor(flow, refused, wanted, links);
	if (!conflict) return { wanted };
	const blamed = conflict.find(({ node }) => own.has(node.id))?.node ?? first;
	const reasons = conflict
		.filter(({ node }) => node !== blamed)
		.map((reason) => textOf(reason, blamed, links, holding));
	return { problem: contradiction(blamed, role, [...new Set(reasons)].slice(0, mostReasons)) };
}

const mostReasons = 3;

function contradiction(node: Node, role: Role, reasons: readonly string[]): Problem {
	return problem("split/contradiction", { node: nameOf(node), role, reasons }, { node: placeOf(node) });
}

function placeOf({ name, opType }: Node): { name: string; operator: string } {
	return { name, operator: opType };
}

const states = ["is wanted in front of the engine", "is wanted in the engine", "is wanted behind the engine"] as const;

/** "Conv_3, which it needs, is wanted in the engine". */
function textOf({ node, side, value }: Reason, blamed: Node, links: Links, holding: ReadonlyMap<NodeId, Role>): string {
	if (value !== undefined) return `${value}, a value that no engine takes or gives, can't go from one part to another`;
	const relation = links.reaches(node.id, blamed.id)
		? ", which it needs,"
		: links.reaches(blamed.id, node.id)
			? ", which needs it,"
			: "";
	const held = holding.get(node.id);
	const stays = held === undefined ? "" : ` and stays ${held === "pre" ? "in front of" : "behind"} the engine`;
	return `${nameOf(node)}${relation} ${side === undefined ? `is refused by the target${stays}` : states[side]}`;
}
